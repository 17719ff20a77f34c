"""same_outputs.py FOLDER FOLDER NAME...: are the outputs of notebooks that two programs ran the same?

What may differ: the cells that `geonb run` puts in (parameters, solutions of exercises), plotly.js before the first figure of a session, and speeds.
"""
import re
import sys
from pathlib import Path

import nbformat

HEAD = re.compile(r"^<script>\(function \(define\).*?</script>(?=<div class=\"geonb-figure\")", re.S)
PUT_IN = {"injected-parameters", "solution"}
SPEED = re.compile(r"[\d,.]+ tiles/s, [\d:]+ left")


def plain(value):
    return SPEED.sub("SPEED", HEAD.sub("", value)) if isinstance(value, str) else value


def outputs(cell):
    """Each output as (type, stream or mime type, content); pieces of one stream joined."""
    found = []
    for output in cell.outputs:
        if output.output_type == "stream":
            if found and found[-1][:2] == ("stream", output.name):
                found[-1] = ("stream", output.name, found[-1][2] + plain(output.text))
            else:
                found.append(("stream", output.name, plain(output.text)))
        elif output.output_type == "error":
            found.append(("error", output.ename, output.evalue))
        else:
            found += [(output.output_type, mime, plain(content)) for mime, content in sorted(output.data.items())]
    return found


def cells(path):
    notebook = nbformat.read(path, as_version=4)
    return [outputs(cell) for cell in notebook.cells if cell.cell_type == "code" and not PUT_IN & set(cell.metadata.get("tags", []))]


def differences(first, second):
    if len(first) != len(second):
        yield f"{len(first)} code cells against {len(second)}"
    for number, (one, other) in enumerate(zip(first, second), 1):
        if [kind[:2] for kind in one] != [kind[:2] for kind in other]:
            yield f"code cell {number}: {[kind[:2] for kind in one]} against {[kind[:2] for kind in other]}"
        for (kind, mime, content), (_, _, against) in zip(one, other):
            if content != against:
                at = next((i for i, (a, b) in enumerate(zip(str(content), str(against))) if a != b), 0)
                yield f"code cell {number}, {kind} {mime}, from character {at}: {str(content)[at:at + 80]!r} against {str(against)[at:at + 80]!r}"


def main(one, other, *names):
    compared, differing = 0, 0
    for name in names:
        first, second = (cells(Path(folder) / f"{name}.ipynb") for folder in (one, other))
        compared += sum(map(len, first))
        for difference in differences(first, second):
            print(f"{name}: {difference}")
            differing += 1
    if compared == 0:
        print(f"{', '.join(names)}: no outputs were compared")
    print(f"{compared} outputs of {len(names)} notebooks compared, {differing} differ")
    return 1 if differing or not compared else 0


sys.exit(main(*sys.argv[1:]))
