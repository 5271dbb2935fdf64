"""Results as they are stored, and the page that is made of them."""

import json

from guard import NO_ALLOCATIONS, RECORD
from measure import HERE
from workload import OURS


def case(case, found, speeds):
    """A case's results as JSON; the notes first, since a bar over several cases is of what they keep."""
    notes, bars = list(case.notes(found)), []
    for bar in case.bars:
        figure = bar.found(found)
        bars.append({"text": bar.text, "wanted": bar.wanted, "found": figure, "is_most": bar.is_most,
                     "number": bar.number, "holds": bool(bar.holds(figure))})
    limit = None
    if case.limit:
        limit = {name: {"seconds": sum(count * seconds for count, _, seconds in parts),
                        "parts": [[count, what, seconds] for count, what, seconds in parts if count]}
                 for name, parts in [("moving", list(case.limit.moving(speeds))),
                                     ("operations", list(case.limit.operations(speeds)))]}
    return {"name": case.name, "size": case.size, "bars": bars, "limit": limit, "notes": notes,
            "programs": {name: {"wall": one.wall, "cpu": one.cpu, "peak": one.peak, "figures": one.figures,
                                "remark": case.programs[name].remark} for name, one in found.items()}}


def page(workloads, is_full):
    workloads = sorted(workloads, key=lambda one: one["number"])
    machine, _, _ = workloads[0]["machine"]
    out = ["# Speed", ""]
    out.append(
        f"Written by `make bench` on {machine}. Medians of interleaved runs of whole processes; a ratio is a program's wall "
        "time to ours in the same run: above 1 we are faster. The clock of a peer in Python runs from after its imports, "
        "ours from exec to exit. Every peer's output was compared with ours before anything was timed. [What single "
        "transformers take](performance-transformers.md) is a page of its own.")
    if not is_full:
        out += ["", "**Bounded sizes: the figures say that the benchmark runs, no more.**"]
    out += ["", "## Bars", "", "| | workload | bar | found | holds |", "|--:|---|---|--:|---|"]
    for number, where, bar in sorted(bars(workloads), key=lambda one: one[0]):
        out.append(f"| {number} | {where} | {bar['text']} | {bar['found']:.3g} | {'yes' if bar['holds'] else 'no'} |")
    out += ["", "Of 10, two cores beside one, each of the workloads 1 to 5 is a row. Where a bar does not hold, the workload's "
                "section says what the profile shows."]
    for workload in workloads:
        out += section(workload)
    out += guarded()
    out += ["", "## Versions", "", "Peers: " + ", ".join(
        sum(((HERE / name).read_text().split() for name in ["requirements.txt", "requirements-scrub.txt"]), [])) + "."]
    return "\n".join(out) + "\n"


def guarded():
    """What guard.py has recorded."""
    yield from ["", "## Instructions and allocations of a row", "",
                "What an additional row costs on one thread, recorded by `make guard RECORD=1`; in CI `make guard` fails where "
                "a count has grown by 5 %. The bar is no allocation in the steady state: fewer than one in a hundred rows.", "",
                "| workload | instructions | allocations | holds |", "|---|--:|--:|---|"]
    for name, counts in json.loads(RECORD.read_text()).items():
        holds = "yes" if counts["allocations"] <= NO_ALLOCATIONS else "no"
        yield f"| {name} | {counts['instructions']:,.0f} | {counts['allocations']:.4f} | {holds} |"


def bars(workloads):
    for workload in workloads:
        for one in workload["cases"]:
            for bar in one["bars"]:
                where = one["name"] if bar["number"] is None else f"{workload['number']}: {one['name']}"
                yield bar["number"] or workload["number"], where, bar


def section(workload):
    out = ["", f"## {workload['number']}. {workload['title']}"]
    for one in workload["cases"]:
        out += ["", f"### {one['name']}", "", f"{one['size']}.", "",
                "| program | wall, s | ratio | CPU, s | peak memory, MB |", "|---|--:|--:|--:|--:|"]
        ours = one["programs"][OURS]["wall"]
        for name, program in one["programs"].items():
            remark = f" ({program['remark']})" if program["remark"] else ""
            out.append(f"| {name}{remark} | {seconds(program['wall'])} | {program['wall'] / ours:.2f} | "
                       f"{seconds(program['cpu'])} | {program['peak']:,.0f} |")
        if one["limit"]:
            out += ["", limit(one["limit"], ours)]
        for note in one["notes"]:
            out += ["", note]
    _, day, commit = workload["machine"]
    out += ["", f"Runs: {workload['runs']}; {day}, commit {commit}."]
    notes = HERE / "workloads" / f"{workload['name'].replace('-', '_')}.md"
    if notes.exists():
        out += ["", notes.read_text().strip()]
    return out


def seconds(value):
    return f"{value:.2f}" if value >= 1 else f"{value:.3g}"


def limit(limit, ours):
    """The two numbers of a workload and the gap to the larger."""
    texts = []
    for name, start in [("moving", "Bytes that must move"), ("operations", "Operations that must happen")]:
        parts = [f"{quantity(count, name)} {what} at {speed(per, name)}" for count, what, per in limit[name]["parts"]]
        texts.append(f"{start}: {', '.join(parts)}: {seconds(limit[name]['seconds'])} s." if parts else f"{start}: none.")
    most = max(limit["moving"]["seconds"], limit["operations"]["seconds"])
    gap = f" We take {ours / most:.1f} times the larger." if most else ""
    return " ".join(texts) + gap


def quantity(count, name):
    if name == "moving":
        return f"{count / 1e6:,.3g} MB" if count < 1e9 else f"{count / 1e9:,.3g} GB"
    return f"{count / 1e6:,.3g} M" if count >= 1e5 else f"{count:,.0f}"


def speed(seconds, name):
    return f"{1e-9 / seconds:.2g} GB/s" if name == "moving" else f"{seconds * 1e9:.2g} ns"
