"""`make bench`: every figure as a ratio measured in one run, beside its aim; no verdict."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

from tests.bench import (
    bench_catalogues,
    bench_copies,
    bench_data_check,
    bench_exchange,
    bench_history,
    bench_import,
    bench_law,
    bench_monte_carlo,
    bench_pictures,
    bench_record_grid,
    bench_save,
    bench_scale,
    bench_smaa,
    bench_start,
    bench_verdict,
)

Line = tuple[str, str, str]


def main() -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}, one run, medians of rounds")
    for title, measure in (
        ("Start", start_lines),
        ("Catalogues", catalogue_lines),
        ("Saving one answer", save_lines),
        (f"A list of {bench_record_grid.ROWS} records, edited in its cells", grid_lines),
        ("Capturing a company", capture_lines),
        (f"Copies and bundles of {bench_copies.RECORDS} records", copy_lines),
        ("200 photos of 12 megapixels, while somebody types", picture_lines),
        ("Exchange of 10,000 operations", exchange_lines),
        (f"Import of {bench_import.ROWS} companies while a field is saved", import_lines),
        ("100 / 10,000 companies of 100 answers (growth), ms", bench_scale.lines),
        ("Undo, history, recycle bin", history_lines),
        ("All of a firm anew after one answer", verdict_lines),
        ("Legal check of a use case", law_lines),
        ("Monte Carlo, 100,000 runs of 20 lines", simulation_lines),
        (
            f"SMAA of {bench_smaa.SAMPLES} samples, {bench_smaa.USE_CASES} x {bench_smaa.CRITERIA}",
            bench_smaa.lines,
        ),
        (
            f"Data quick test, CSV of {bench_data_check.ROWS} x {bench_data_check.COLUMNS}",
            table_lines,
        ),
    ):
        show(title, measure)


def show(title: str, measure: Callable[[], list[Line]]) -> None:
    print(f"\n{title}")
    for name, figure, aim in measure():
        print(f"  {name:<52}{figure:>22}   {aim}")
    sys.stdout.flush()


def start_lines() -> list[Line]:
    found = bench_start.measure()
    bare, unlock = found["bare window"], found["unlock window"]
    return [
        ("empty Qt window", f"{bare:.0f} ms", ""),
        ("unlock window painted / empty window", f"{unlock / bare:.2f}x", "aim <= 2x"),
        ("company list painted", f"{found['company list'] / 1000:.2f} s", "aim <= 1 s"),
    ]


def catalogue_lines() -> list[Line]:
    found = bench_catalogues.measure()
    aim = bench_catalogues.AIM_MS
    return [
        (f"{name} / {aim} ms", f"{took:.0f} ms, {took / aim:.2f}x", "aim <= 1x")
        for name, took in found.items()
    ]


def save_lines() -> list[Line]:
    found = bench_save.measure()
    median = found["save median"] / found["fdatasync median"]
    p99 = found["save p99"] / found["fdatasync p99"]
    against_median = found["save p99"] / found["fdatasync median"]
    return [
        ("bare 4 KiB fdatasync, median", f"{found['fdatasync median']:.0f} us", ""),
        ("median save / median fdatasync", f"{median:.2f}x", ""),
        ("p99 save / p99 fdatasync", f"{p99:.2f}x", "aim <= 5x"),
        ("p99 save / median fdatasync", f"{against_median:.2f}x", ""),
    ]


def grid_lines() -> list[Line]:
    aims = {"cell opened": "aim < 30 ms", "cell committed": "aim < 50 ms"}
    found = bench_record_grid.measure()
    return [(name, f"{took:.1f} ms", aims.get(name, "")) for name, took in found.items()]


def capture_lines() -> list[Line]:
    from tests.bench import bench_capture

    found = bench_capture.measure()
    ratio = found["keystrokes"] / found["inputs"]
    return [
        ("first hour: inputs by keyboard", f"{found['inputs']:.0f}", ""),
        ("keystrokes beside the text", f"{found['keystrokes']:.0f}", ""),
        ("keystrokes per input", f"{ratio:.2f}", "aim <= 1.4"),
        ("field committed, page anew, 200 records, median", f"{found['field median']:.1f} ms", ""),
        ("the same, p95", f"{found['field p95']:.1f} ms", "aim <= 30 ms"),
        ("cell committed, list anew, median", f"{found['cell median']:.1f} ms", ""),
        ("the same, p95", f"{found['cell p95']:.1f} ms", "aim <= 30 ms"),
    ]


def copy_lines() -> list[Line]:
    found = bench_copies.measure()
    alone = found["alone p99"]
    lines = [
        (f"a checked copy of {found['megabytes']:.0f} MB", f"{found['copy']:.1f} s", ""),
        ("a look at what differs", f"{found['look']:.1f} s", ""),
        (
            "a bundle looked at / taken in",
            f"{found['look at bundle']:.1f} / {found['import']:.1f} s",
            "",
        ),
    ]
    for beside in ("copy", "bringing back", "import"):
        figure = f"{found[f'beside {beside} p99'] / alone:.1f} x alone"
        lines.append((f"p99 of a save beside: {beside}", figure, "slices of 10 ms"))
    return lines


def picture_lines() -> list[Line]:
    found = bench_pictures.measure()
    return [
        ("photos stored, mean size", f"{found['pictures']:.0f}, {found['file']:.1f} MB", ""),
        ("all stored after", f"{found['total']:.0f} s", ""),
        ("all thumbnails seen after", f"{found['last preview']:.0f} s", ""),
        ("thumbnail per photo", f"{found['last preview'] / found['pictures'] * 1000:.0f} ms", ""),
        ("longest stall without photos", f"{found['idle stall']:.0f} ms", ""),
        ("longest stall while storing", f"{found['worst stall']:.0f} ms", "aim <= 50 ms"),
        ("stall, 99.9 % of beats", f"{found['stall p99.9']:.0f} ms", ""),
        ("beats later than 50 ms", f"{found['stalls over 50']:.0f}", "aim 0"),
        ("largest memory", f"{found['memory']:.0f} MB", "aim < 400 MB"),
        ("largest memory before", f"{found['memory before']:.0f} MB", ""),
    ]


def exchange_lines() -> list[Line]:
    return [(name, figure, "") for name, figure in bench_exchange.lines()]


def import_lines() -> list[Line]:
    return [(name, figure, "") for name, figure in bench_import.lines()]


def history_lines() -> list[Line]:
    return [(name, figure, "") for name, figure in bench_history.lines()]


def simulation_lines() -> list[Line]:
    found = bench_monte_carlo.ratios()
    return [
        ("simulate / bare numpy", f"{found['simulate']:.2f}x", "aim <= 1.5x"),
        ("whole assessment / bare numpy", f"{found['assess']:.2f}x", ""),
    ]


def verdict_lines() -> list[Line]:
    found = bench_verdict.measure()
    cases = int(found["cases"])
    return [
        (f"readiness and {cases} verdicts, median", f"{found['median']:.0f} ms", "aim <= 50 ms"),
        (f"readiness and {cases} verdicts, processor time", f"{found['processor']:.0f} ms", ""),
        (f"readiness and {cases} verdicts, p99", f"{found['p99']:.0f} ms", ""),
        (
            "readiness and verdicts / one bare judgement",
            f"{found['median'] / found['bare']:.1f}x",
            "",
        ),
        ("gaps ranked by effect, median", f"{found['gaps']:.0f} ms", ""),
    ]


def law_lines() -> list[Line]:
    found = bench_law.measure()
    return [
        ("all rules of a known case, median", f"{found['check']:.2f} ms", "aim <= 5 ms"),
        ("the same / bare conditions", f"{found['check'] / found['bare']:.1f}x", ""),
        ("all rules, nothing known", f"{found['unknown']:.1f} ms", ""),
        ("what to ask next, nothing known", f"{found['questions']:.1f} ms", ""),
        ("catalogue loaded and made ready", f"{found['load']:.0f} ms", "aim <= 150 ms"),
    ]


def table_lines() -> list[Line]:
    found = bench_data_check.measure()
    ratio = found["profile"] / found["read"]
    lines = [
        ("bare pandas.read_csv, CPU", f"{found['read']:.2f} s", ""),
        ("read and profile / bare read_csv", f"{ratio:.1f}x", "aim <= 12x"),
    ]
    if "peer reported" in found:
        reported, described = (
            found[key] / found["profile"] for key in ("peer reported", "peer described")
        )
        lines += [
            ("ydata-profiling, minimal report / ours", f"{reported:.1f}x", "aim >= 10x"),
            ("ydata-profiling, minimal, figures only / ours", f"{described:.1f}x", ""),
        ]
    return lines


if __name__ == "__main__":
    main()
