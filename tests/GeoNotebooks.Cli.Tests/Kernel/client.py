"""Scenarios of a real client against the installed kernel: python3 client.py SCENARIO. Silence and exit code 0 mean that it passed."""
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from queue import Empty

import zmq
from jupyter_client import session
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT = 60


@contextmanager
def kernel(**options):
    manager = KernelManager(kernel_name=".net-csharp")
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        yield manager, client
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.context.destroy(linger=0)


def reply_to(client, message_id, channel="shell"):
    """The reply to a message; replies to others are skipped."""
    get = client.get_shell_msg if channel == "shell" else client.get_control_msg
    while True:
        message = get(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == message_id:
            return message


def outputs_of(client, message_id, until="idle"):
    """Everything on IOPub from a message, in order, up to its idle."""
    found = []
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        found.append(message)
        if message["msg_type"] == "status" and message["content"]["execution_state"] == until:
            return found


def wait_for(client, message_id, kind):
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == kind:
            return message


def run(client, code, **options):
    """The reply's content, and the outputs but for status and input."""
    message_id = client.execute(code, **options)
    found = outputs_of(client, message_id)
    assert [m["content"]["execution_state"] for m in (found[0], found[-1])] == ["busy", "idle"], found
    return reply_to(client, message_id)["content"], [m for m in found if m["msg_type"] not in ("status", "execute_input")]


def value(client, code):
    reply, outputs = run(client, code)
    assert reply["status"] == "ok", reply
    return outputs[-1]["content"]["data"]["text/plain"]


def errors(outputs):
    return [m for m in outputs if m["msg_type"] == "error"]


def ended(pid):
    """Whether a process has gone; one that is dead and not yet buried has."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until(true, seconds, what):
    end = time.time() + seconds
    while not true():
        assert time.time() < end, f"after {seconds} s still not: {what}"
        time.sleep(0.05)


def queue_abort():
    with kernel() as (_, client):
        first = client.execute('await Task.Delay(300); throw new Exception("boom");')
        others = [client.execute(f"var v{i} = {i};") for i in range(3)]
        between = client.kernel_info()
        assert reply_to(client, first)["content"]["status"] == "error"
        found = outputs_of(client, first)
        assert len(errors(found)) == 1, found
        for other in others:
            assert reply_to(client, other)["content"]["status"] == "aborted"
            kinds = [m["msg_type"] for m in outputs_of(client, other)]
            assert kinds == ["status", "status"], kinds
        assert reply_to(client, between)["content"]["status"] == "ok"
        assert value(client, "1 + 1") == "2"
        reply, outputs = run(client, "v0")
        assert reply["ename"] == "CS0103" and len(errors(outputs)) == 1, reply
        first = client.execute('await Task.Delay(300); throw new Exception("boom");', stop_on_error=False)
        other = client.execute("5")
        assert reply_to(client, first)["content"]["status"] == "error"
        assert reply_to(client, other)["content"]["status"] == "ok"


def two_clients_abort():
    """Each client's queue is aborted by its own error alone."""
    with kernel() as (manager, one):
        # A client of the manager's making would share the first one's session.
        other = BlockingKernelClient(connection_file=manager.connection_file)
        other.load_connection_file()
        other.start_channels()
        other.wait_for_ready(timeout=TIMEOUT)
        first = one.execute('await Task.Delay(1500); throw new Exception("one");')
        second = one.execute("1")
        wait_for(one, first, "execute_input")
        third = other.execute('throw new Exception("other");')
        fourth = other.execute("2")
        time.sleep(0.3)
        fifth = one.execute("3")
        statuses = [reply_to(client, i)["content"]["status"] for client, i in ((one, first), (one, second), (other, third), (other, fourth), (one, fifth))]
        assert statuses == ["error", "aborted", "error", "aborted", "aborted"], statuses
        assert (value(one, "4"), value(other, "5")) == ("4", "5")
        other.stop_channels()


def interrupt_at_start():
    """A cell that waits for a session which is not ready yet can be called off."""
    manager = KernelManager(kernel_name=".net-csharp")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        message_id = client.execute("while (true) { }")
        asked = time.time()
        content = None
        while content is None and time.time() < asked + 20:
            manager.interrupt_kernel()
            try:
                message = client.get_shell_msg(timeout=0.5)
                content = message["content"] if message["parent_header"].get("msg_id") == message_id else None
            except Empty:
                pass
        assert content and content["status"] in ("aborted", "error"), content
        client.wait_for_ready(timeout=TIMEOUT)
        assert value(client, "1 + 1") == "2"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def only_its_ports():
    """It listens where the connection file says, on this machine alone, and nowhere else."""
    with kernel() as (manager, client):
        run(client, "1")
        pid = manager.provisioner.pid
        inodes = set()
        for entry in os.listdir(f"/proc/{pid}/fd"):
            try:
                link = os.readlink(f"/proc/{pid}/fd/{entry}")
            except FileNotFoundError:
                continue
            if link.startswith("socket:["):
                inodes.add(link[8:-1])
        listening = set()
        for table in ("tcp", "tcp6"):
            with open(f"/proc/{pid}/net/{table}") as lines:
                for fields in (line.split() for line in list(lines)[1:]):
                    if fields[3] == "0A" and fields[9] in inodes:
                        address, port = fields[1].rsplit(":", 1)
                        listening.add((address, int(port, 16)))
        ports = {manager.shell_port, manager.iopub_port, manager.stdin_port, manager.control_port, manager.hb_port}
        # 127.0.0.1, the lowest byte first. NetMQ wakes its threads through connected pairs on loopback, which do not listen.
        assert listening == {("0100007F", port) for port in ports}, (listening, ports)


ENDLESS = {
    "a token": "await Task.Delay(60000, CellCancellation.Token);",
    "sleep": "System.Threading.Thread.Sleep(60000);",
    "a tight loop": "while (true) { }",
    "await": "await Task.Delay(60000);",
    "sleep after an await": "await Task.Yield(); System.Threading.Thread.Sleep(60000);",
    "a tight loop after an await": "await Task.Yield(); for (var i = 0L; ; i++) { }",
    "a loop that prints": 'while (true) Console.WriteLine("more");',
    "a task that is waited for": "Task.Delay(60000, CellCancellation.Token).Wait();",
}


def interrupted(by):
    with kernel() as (manager, client):
        run(client, "var kept = 9;")
        slowest = 0.0
        for name, code in ENDLESS.items():
            message_id = client.execute(f'Console.WriteLine("go"); {code}')
            wait_for(client, message_id, "stream")
            asked = time.time()
            by(manager)
            reply = reply_to(client, message_id)["content"]
            took = time.time() - asked
            slowest = max(slowest, took)
            assert reply["status"] == "error" and reply["ename"] == "Interrupted", (name, reply)
            assert len(errors(outputs_of(client, message_id))) == 1, name
            # One second is the aim; the machine that runs the tests may be busy.
            assert took < 3, f"{name}: {took:.2f} s"
            assert value(client, "kept") == "9", name
        print(f"slowest interrupt: {slowest:.2f} s")


def interrupt_by_message():
    interrupted(lambda manager: manager.interrupt_kernel())


def interrupt_by_signal():
    interrupted(lambda manager: os.kill(manager.provisioner.pid, signal.SIGINT))


def control_is_live():
    with kernel() as (manager, client):
        message_id = client.execute("System.Threading.Thread.Sleep(2000);")
        wait_for(client, message_id, "execute_input")
        asked = time.time()
        info = client.session.msg("kernel_info_request", {})
        client.control_channel.send(info)
        assert reply_to(client, info["header"]["msg_id"], "control")["content"]["status"] == "ok"
        assert time.time() - asked < 1
        assert reply_to(client, message_id)["content"]["status"] == "ok"
        # An interrupt that nothing runs for is answered, and does nothing. It is sent by hand: interrupt_kernel() waits for no answer, and a busy machine
        # may then let the next cell overtake it, which it would rightly stop.
        idle = client.session.msg("interrupt_request", {})
        client.control_channel.send(idle)
        assert reply_to(client, idle["header"]["msg_id"], "control")["content"]["status"] == "ok"
        assert value(client, "3") == "3"


def stdin():
    with kernel() as (_, client):
        def ask(code, answer, password=False):
            message_id = client.execute(code, allow_stdin=True)
            question = client.get_stdin_msg(timeout=TIMEOUT)
            assert question["parent_header"]["msg_id"] == message_id
            assert question["content"]["password"] == password, question
            client.input(answer)
            assert reply_to(client, message_id)["content"]["status"] == "ok"
            return question["content"]["prompt"], [m for m in outputs_of(client, message_id) if m["msg_type"] == "execute_result"]

        prompt, results = ask('await Microsoft.DotNet.Interactive.Kernel.GetInputAsync("Имя?")', "Анна 😀")
        assert prompt == "Имя?" and results[0]["content"]["data"]["text/plain"] == "Анна 😀", results
        _, results = ask('var secret = await Kernel.GetPasswordAsync("key"); secret.GetClearTextPassword() + secret', "open", password=True)
        assert results[0]["content"]["data"]["text/plain"] == "open********", results
        _, results = ask("Console.ReadLine()", "a line")
        assert results[0]["content"]["data"]["text/plain"] == "a line", results
        reply, _ = run(client, 'await Kernel.GetInputAsync("x")', allow_stdin=False)
        assert reply["status"] == "error" and "nobody can be asked" in reply["evalue"], reply
        message_id = client.execute("await Kernel.GetInputAsync()", allow_stdin=True)
        client.get_stdin_msg(timeout=TIMEOUT)
        interrupt = client.session.msg("interrupt_request", {})
        client.control_channel.send(interrupt)
        assert reply_to(client, message_id)["content"]["ename"] == "Interrupted"
        client.input("too late")
        assert ask("await Kernel.GetInputAsync()", "in time")[1][0]["content"]["data"]["text/plain"] == "in time"


def positions():
    with kernel() as (_, client):
        for text in ("", "/* Омчак */", '/* 😀😀 */ var s = "я😀";'):
            code = text + " Console.WriteL; // 😀"
            position = code.index(";  //".replace("  ", " "), len(text))
            reply = reply_to(client, client.complete(code, position))["content"]
            assert reply["matches"] == ["WriteLine"], reply
            assert (reply["cursor_start"], reply["cursor_end"]) == (position - len("WriteL"), position), (code, reply)
            code = text + " Console.WriteLine"
            assert reply_to(client, client.inspect(code, len(code)))["content"]["found"]


def two_kernels():
    with kernel() as (_, one), kernel() as (_, other):
        ids = [client.execute(f"var mine = {n}; await Task.Delay(500); mine * 2") for client, n in ((one, 1), (other, 21))]
        assert [reply_to(client, i)["content"]["status"] for client, i in zip((one, other), ids)] == ["ok", "ok"]
        assert (value(one, "mine"), value(other, "mine")) == ("1", "21")


def client_dies():
    with kernel() as (manager, client):
        script = (
            "import sys, os\n"
            "from jupyter_client.blocking import BlockingKernelClient\n"
            "client = BlockingKernelClient(connection_file=sys.argv[1])\n"
            "client.load_connection_file(); client.start_channels(); client.wait_for_ready(timeout=60)\n"
            "client.execute('for (var i = 0; i < 30; i++) { Console.WriteLine(i); await Task.Delay(50); }')\n"
            "client.execute('await Kernel.GetInputAsync()', allow_stdin=False)\n"
            "client.get_iopub_msg(timeout=60)\n"
            "os._exit(3)\n")
        assert subprocess.run([sys.executable, "-c", script, manager.connection_file], timeout=TIMEOUT).returncode == 3
        assert value(client, "6 * 7") == "42"


def parent_dies():
    script = (
        "import os\n"
        "from jupyter_client.manager import KernelManager\n"
        "manager = KernelManager(kernel_name='.net-csharp'); manager.start_kernel(); client = manager.client(); client.start_channels()\n"
        "client.wait_for_ready(timeout=60); client.execute('while (true) { }')\n"
        "print(manager.provisioner.pid, manager.connection_file, flush=True)\n"
        "os._exit(0)\n")
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=TIMEOUT)
    pid, connection_file = answer.stdout.split()
    os.remove(connection_file)
    wait_until(lambda: ended(int(pid)), 10, "the kernel of a parent that died has ended")


def bad_messages():
    with open("kernel.log", "w") as log, kernel(stderr=log) as (_, client):
        raw = zmq.Context.instance().socket(zmq.DEALER)
        raw.connect(f"tcp://{client.ip}:{client.shell_port}")
        good = client.session.serialize(client.session.msg("kernel_info_request", {}))
        at = good.index(b"<IDS|MSG>")
        wrong = list(good)
        wrong[at + 1] = b"0" * 64
        unsigned = list(good)
        unsigned[at + 1] = b""

        def signed(*parts):
            return [b"<IDS|MSG>", client.session.sign(list(parts)), *parts]

        header = good[at + 2]
        messages = [
            [b"junk"], [b""], [b"<IDS|MSG>"], wrong, unsigned, good[: at + 3],
            signed(b"not json", b"{}", b"{}", b"{}"), signed(b"[]", b"{}", b"{}", b"{}"), signed(b"{}", b"{}", b"{}", b"{}"),
            signed(header, b"{}", b"{}", b"\xff\xfe"), signed(header, b"7", b"{}", b"[]"),
        ]
        for message in messages:
            raw.send_multipart(message)
        # The one with a strange parent and content is in order otherwise, and is answered.
        assert raw.poll(TIMEOUT * 1000)
        raw.recv_multipart()
        assert not raw.poll(300), "a message that should be dropped was answered"
        for kind, content in (("execute_request", {"code": 5}), ("execute_request", {}), ("history_request", {"hist_access_type": "odd"}), ("no_such_request", {})):
            message = client.session.msg(kind, content)
            client.shell_channel.send(message)
            reply = reply_to(client, message["header"]["msg_id"])
            assert reply["content"]["status"] == "error" and reply["content"]["evalue"], reply
        client.shell_channel.send(client.session.msg("nonsense", {}))
        client.stdin_channel.send(client.session.msg("input_reply", {"value": "unasked"}))
        client.stdin_channel.send(client.session.msg("odd", {}))
        assert value(client, "2") == "2"
        raw.close(linger=0)
    with open("kernel.log") as log:
        said = log.read()
    assert said.count("its signature is wrong") == 2 and "cannot be read" in said, said


def restart_in_mid_cell():
    with kernel() as (manager, client):
        run(client, "var old = 1;")
        client.execute("while (true) { try { while (true) { } } catch { } }")
        time.sleep(0.3)
        manager.restart_kernel()
        client.wait_for_ready(timeout=TIMEOUT)
        reply, _ = run(client, "old")
        assert reply["ename"] == "CS0103", reply


def exit_and_overflow():
    for code in ("Environment.Exit(3);", "int Deep(int n) => Deep(n + 1) + 1; Deep(0)", 'Environment.FailFast("enough");'):
        with kernel(stderr=subprocess.DEVNULL) as (manager, client):
            client.execute(code)
            wait_until(lambda: not manager.is_alive(), TIMEOUT, f"the kernel of {code} has ended")


def shutdown():
    for code in (None, "while (true) { }", "System.Threading.Thread.Sleep(60000);"):
        with kernel() as (manager, client):
            if code:
                wait_for(client, client.execute(code), "execute_input")
            process = manager.provisioner.process
            message = client.session.msg("shutdown_request", {"restart": False})
            asked = time.time()
            client.control_channel.send(message)
            reply = reply_to(client, message["header"]["msg_id"], "control")
            assert reply["content"] == {"status": "ok", "restart": False}, reply
            assert process.wait(timeout=10) == 0, f"exit code {process.returncode} after {code}"
            assert time.time() - asked < 5, code


def terminated():
    with kernel() as (manager, _):
        process = manager.provisioner.process
        process.terminate()
        assert process.wait(timeout=10) == 0


def welcome():
    with kernel() as (manager, client):
        for version, expected in (("5.3", []), ("5.6", ["iopub_welcome"])):
            session.protocol_version = version
            other = manager.client()
            other.start_channels(stdin=False, hb=False, control=False)
            # The subscription travels by itself: it is there once something is heard.
            wait_until(lambda: other.is_alive() and (other.kernel_info() or True) and heard(other), TIMEOUT, "an output was heard")
            other.kernel_info()
            time.sleep(0.5)
            kinds = [*seen[other], *[m["msg_type"] for m in drain(other)]]
            assert sorted(set(kinds) - {"status"}) == expected, (version, kinds)
            other.stop_channels()


seen = {}


def drain(client):
    found = []
    while True:
        try:
            found.append(client.get_iopub_msg(timeout=0.2))
        except Empty:
            return found


def heard(client):
    seen.setdefault(client, []).extend(m["msg_type"] for m in drain(client))
    return bool(seen[client])


def streaming():
    with kernel() as (_, client):
        message_id = client.execute(
            'Console.Write("a"); await Task.Delay(1000); Console.Write("b"); Console.Error.Write("c"); Console.Write("d"); display(1); Console.Write("e");')
        first = wait_for(client, message_id, "stream")
        heard_at = time.time()
        rest = outputs_of(client, message_id)
        assert time.time() - heard_at > 0.7, "the first text came late"
        order = [(m["content"].get("name"), m["content"].get("text")) for m in [first, *rest] if m["msg_type"] in ("stream", "display_data")]
        assert order == [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d"), (None, None), ("stdout", "e")], order
        _, outputs = run(client, 'for (var i = 0; i < 10000; i++) Console.WriteLine($"line {i}");')
        text = "".join(m["content"]["text"] for m in outputs)
        assert text == "".join(f"line {i}\n" for i in range(10000))
        assert len(outputs) < 100, len(outputs)


def requests():
    with kernel() as (_, client):
        reply, outputs = run(client, 'Console.Write("quiet"); display(1); 5', silent=True)
        assert reply["status"] == "ok" and outputs == [], outputs
        count = run(client, "1")[0]["execution_count"]
        assert run(client, "2", store_history=False)[0]["execution_count"] == count
        assert run(client, "3")[0]["execution_count"] == count + 1
        history = reply_to(client, client.history(hist_access_type="tail", n=10, output=True))["content"]["history"]
        assert [entry[2] for entry in history] == [["1", "1"], ["3", "3"]], history
        reply, outputs = run(client, "var x = 20;", user_expressions={"sum": "x + 1", "bad": "nothing", "taken": "var x = 1;"})
        expressions = reply["user_expressions"]
        assert expressions["sum"]["data"]["text/plain"] == "21" and expressions["bad"]["ename"] == "CS0103", expressions
        assert value(client, "x") == "20" and not outputs
        comm = client.session.msg("comm_open", {"comm_id": "c1", "target_name": "any", "data": {}})
        client.shell_channel.send(comm)
        assert wait_for(client, comm["header"]["msg_id"], "comm_close")["content"]["comm_id"] == "c1"
        assert reply_to(client, client.comm_info())["content"] == {"status": "ok", "comms": {}}
        _, outputs = run(client, 'var shown = display("one"); shown.Update("two"); ClearOutput(true);')
        kinds = [m["msg_type"] for m in outputs]
        assert kinds == ["display_data", "update_display_data", "clear_output"], kinds
        assert outputs[0]["content"]["transient"] == outputs[1]["content"]["transient"]
        _, outputs = run(client, "var bar = DisplayProgress<int>(n => $\"{n} %\"); for (var i = 0; i <= 100; i++) { bar.Report(i); await Task.Delay(5); }")
        assert outputs[0]["msg_type"] == "display_data" and outputs[-1]["content"]["data"]["text/plain"] == "100 %"
        assert 3 <= len(outputs) <= 30 and len({m["content"]["transient"]["display_id"] for m in outputs}) == 1, len(outputs)
        _, outputs = run(client, '"{\\"a\\": [1]}".DisplayAs("application/json"); "not json".DisplayAs("application/json"); "\\ud800".Display();')
        assert [m["content"]["data"].get("application/json") for m in outputs] == [{"a": [1]}, "not json", None], outputs


def documentation():
    """Of the library that the host carries and of the framework."""
    with kernel() as (_, client):
        run(client, '#r "nuget: GeoNotebooks"\nusing GeoNotebooks.Features;')
        for code, said in (("Continuation.Upward", "Blakely 1995"), ("Enumerable.Range", "sequence of integral numbers")):
            content = reply_to(client, client.inspect(code, len(code), 1))["content"]
            assert content["found"] and said in content["data"]["text/plain"], content
        matches = reply_to(client, client.complete("Continuation.", 13))["content"]["matches"]
        assert {"Upward", "Downward"} <= set(matches), matches


def charts():
    with kernel() as (_, client):
        run(client, '#r "nuget: GeoNotebooks"')
        # Run again, the first cell takes its output off the page, and plotly.js with it.
        codes = [f'HTML("<script>Plotly.newPlot()</script>{n}")' for n in (1, 2, 1, 2)]
        pages = [run(client, code)[1][0]["content"]["data"]["text/html"] for code in codes]
        assert ["plotly.js" in page and len(page) > 1_000_000 for page in pages] == [True, False, True, False], [len(page) for page in pages]


if __name__ == "__main__":
    globals()[sys.argv[1]]()
