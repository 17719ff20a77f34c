"""The kernel's figures as a client sees them: /usr/bin/python3 tests/GeoNotebooks.Benchmarks/kernel_figures.py [STARTS]

Needs Debian's python3-jupyter-client, and `geonb kernel install` before. Prints medians, their range, and the load of the machine.
"""
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

STARTS = int(sys.argv[1]) if len(sys.argv) > 1 else 10


def reply_to(client, message_id):
    while True:
        message = client.get_shell_msg(timeout=120)
        if message["parent_header"].get("msg_id") == message_id:
            return message["content"]


def timed(client, code):
    """Seconds from sending a cell to its idle."""
    began = time.perf_counter()
    message_id = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") == message_id and message["content"].get("execution_state") == "idle":
            break
    took = time.perf_counter() - began
    assert reply_to(client, message_id)["status"] == "ok", code
    return took


def asked(client, send):
    began = time.perf_counter()
    content = reply_to(client, send())
    return time.perf_counter() - began, content


def resident(pid):
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def start():
    manager = KernelManager(kernel_name=".net-csharp")
    began = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    reply_to(client, client.kernel_info())
    return manager, client, time.perf_counter() - began


def show(name, seconds, unit="s", factor=1):
    values = [value * factor for value in seconds]
    print(f"{name:46} {statistics.median(values):8.3g} {unit:3} ({min(values):.3g} to {max(values):.3g}, {len(values)} times)", flush=True)


print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
infos, firsts = [], []
for _ in range(STARTS):
    manager, client, info = start()
    infos.append(info)
    firsts.append(timed(client, "var x = 40; x + 2"))
    client.stop_channels()
    manager.shutdown_kernel()
show("start to kernel_info_reply", infos)
show("first cell, sent at once", firsts)

manager, client, _ = start()
try:
    timed(client, "1")
    show("a trivial later cell", [timed(client, f"{i} + 1") for i in range(110)][10:], "ms", 1000)
    show("10,000 lines printed", [timed(client, 'for (var i = 0; i < 10000; i++) Console.WriteLine($"line {i}");') for _ in range(10)])
    for code, what in (("Console.", "completion of members, after 120 cells"), ("Cons", "completion of names, after 120 cells")):
        asked(client, lambda: client.complete(code))
        show(what, [asked(client, lambda: client.complete(code))[0] for _ in range(10)], "ms", 1000)
    before = resident(manager.provisioner.pid)
    slow = [timed(client, f"var v{i} = {i};") for i in range(1000)]
    show("each of 1,000 trivial cells", slow, "ms", 1000)
    print(f"{'growth over 1,000 trivial cells':46} {(resident(manager.provisioner.pid) - before) / 1e6:8.0f} MB")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(f"load {os.getloadavg()[0]:.1f}")
