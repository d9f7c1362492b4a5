"""A verification as one self-contained HTML page: gates with evidence, solutions by tests as a heat map."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from judge.fulfil import broken_promises
from judge.gates.model import GateResult, GateStatus
from judge.matrix import Matrix, Row
from judge.verify.report import VerifyReport

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--ok:#1a7f37;--bad:#cf222e;--warn:#9a6700;--dim:#6e7781}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
.chip{display:inline-block;min-width:3.2rem;padding:0 .5rem;border-radius:1rem;font-size:.8rem;text-align:center;
border:1px solid currentColor}
.pass,.verified,.ACCEPTED{color:var(--ok)}.fail,.rejected{color:var(--bad)}
.infra_failure,.needs_review{color:var(--warn)}.not_applicable{color:var(--dim)}
ol{list-style:none;padding:0}li{border-top:1px solid var(--line);padding:.35rem 0}
code{font-size:.9rem}pre{overflow:auto;background:#8881;padding:.6rem;font-size:.8rem}
.add{color:var(--ok)}.del{color:var(--bad)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.8rem}
th{font-weight:500;text-align:left;white-space:nowrap;padding:.1rem .6rem .1rem 0}
td{width:1.4rem;min-width:1.4rem;height:1.4rem;text-align:center;border:1px solid #fff2;color:#fff}
td.skip{background:#8882}
"""
_COLOURS = {
    "AC": "",
    "WA": "#cf222e",
    "TLE": "#9a6700",
    "MLE": "#8250df",
    "OLE": "#6639ba",
    "RTE": "#bc4c00",
    "SV": "#1b1f24",
    "JE": "#57606a",
}


def page(name: str, report: VerifyReport) -> str:
    """The page of one package; `name` is shown as its title."""
    title = escape(f"{name}: {report.outcome}")
    body = "".join(_parts(name, report))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>\n'


def _parts(name: str, report: VerifyReport) -> Iterator[str]:
    outcome = str(report.outcome)
    yield f'<h1>{escape(name)} <span class="chip {outcome}">{escape(outcome.replace("_", " "))}</span></h1>'
    failed = sum(gate.status is GateStatus.FAIL for gate in report.gates)
    yield f"<p>{len(report.gates)} gates, {failed} failed, {report.wall_s:.1f} s.</p>"
    yield f"<h2>Gates</h2><ol>{''.join(map(_gate, report.gates))}</ol>"
    if report.matrix is not None:
        yield from _matrix(report.matrix)


def _gate(gate: GateResult) -> str:
    word = {GateStatus.NOT_APPLICABLE: "n/a", GateStatus.INFRA_FAILURE: "?"}.get(gate.status, str(gate.status))
    blame = f" &middot; blames {escape(str(gate.blame))}" if gate.status is GateStatus.FAIL else ""
    line = (
        f'<span class="chip {gate.status}">{word}</span> <code>{escape(gate.id)}</code> {escape(gate.summary)}{blame}'
    )
    if not gate.evidence:
        return f"<li>{line}</li>"
    is_open = " open" if gate.status is GateStatus.FAIL else ""
    shown = "\n".join(map(_evidence_line, gate.evidence.splitlines()))
    return f"<li><details{is_open}><summary>{line}</summary><pre>{shown}</pre></details></li>"


def _evidence_line(line: str) -> str:
    kind = {"+": "add", "-": "del"}.get(line[:1])
    return f'<span class="{kind}">{escape(line)}</span>' if kind else escape(line)


def _matrix(matrix: Matrix) -> Iterator[str]:
    stated = "stated" if matrix.stated else "derived"
    yield f"<h2>Solutions by tests</h2><p>Time limit {matrix.time_limit_s:g} s ({stated}). "
    yield "Green is accepted, the darker the slower; other colours carry the verdict's code.</p>"
    head = "".join(f'<th title="{escape(test)}">&#8203;</th>' for test in matrix.tests)
    rows = "".join(_row(row, matrix) for row in matrix.rows)
    head = f"<tr><th>solution</th><th>verdict</th><th>slowest</th>{head}</tr>"
    yield f'<div class="scroll"><table>{head}{rows}</table></div>'


def _row(row: Row, matrix: Matrix) -> str:
    runs = {run.test: run for run in row.runs}
    broken = broken_promises(row)
    mark = f'<span class="fail" title="{escape("; ".join(broken))}">&#10007;</span>' if broken else "&#10003;"
    cells = []
    for test in matrix.tests:
        run = runs.get(test)
        if run is None:
            cells.append(f'<td class="skip" title="{escape(test)}: not run"></td>')
            continue
        code = run.verdict.code
        colour = _COLOURS.get(code) or _heat(run.cpu_s / matrix.time_limit_s if matrix.time_limit_s else 0)
        told = escape(f"{test}: {run.verdict}, {run.cpu_s:.3f} s {run.message}".strip())
        cells.append(f'<td style="background:{colour}" title="{told}">{"" if code == "AC" else code[0]}</td>')
    name = f"<th>{mark} {escape(row.name)}</th><th>{row.verdict.code}</th><th>{row.slowest_s:.2f} s</th>"
    return f"<tr>{name}{''.join(cells)}</tr>"


def _heat(share: float) -> str:
    """Green, from light (no time at all) to dark (the whole limit)."""
    lightness = 62 - round(38 * min(1.0, max(0.0, share)))
    return f"hsl(140 55% {lightness}%)"
