"""Report how the code sits in the house style. It informs and never fails.

The aims: modules around 150 lines (nine of ten under 450), functions up to 10 lines (nine of ten up
to 35), everything typed, no folder much above a dozen entries.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("consult", "storage", "server")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    print(f"{'':8} {'files':>5} {'lines':>6}   {'module':^15}   {'function':^15}")
    print(f"{'':8} {'':>5} {'':>6}   {'median p90  max':^15}   {'median p90  max':^15}")
    for package in PACKAGES:
        report_sizes(package, written_by_hand(ROOT / package))
    report_sizes("tests", written_by_hand(ROOT / "tests"))
    report_web()
    for folder, entries in crowded_folders():
        print(f"  {folder} has {entries} entries; could some share a folder?")


def written_by_hand(folder: Path) -> list[Path]:
    """Its modules, without the migrations Alembic wrote."""
    return [path for path in sorted(folder.rglob("*.py")) if path.parent.name != "versions"]


def report_sizes(name: str, paths: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in paths]
    modules = [text.count("\n") for text in texts if text.strip()]
    functions = [lines for text in texts for lines in function_lengths(ast.parse(text))]
    report_line(name, modules, spread(functions))


def report_web() -> None:
    sources = [*(ROOT / "web" / "src").rglob("*.ts"), *(ROOT / "web" / "src").rglob("*.tsx")]
    own = [path for path in sources if ".test." not in path.name]
    report_line("web/src", [path.read_text().count("\n") for path in own], "")


def report_line(name: str, modules: list[int], functions: str) -> None:
    print(f"{name:8} {len(modules):5} {sum(modules):6}   {spread(modules)}   {functions}".rstrip())


def function_lengths(tree: ast.Module) -> Iterator[int]:
    """Lines of each function's body, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def spread(sizes: list[int]) -> str:
    """Median, ninetieth percentile and maximum, fifteen characters wide."""
    if not sizes:
        return f"{'-':>6} {'-':>3} {'-':>4}"
    ordered = sorted(sizes)
    last = len(ordered) - 1
    return f"{ordered[last // 2]:6} {ordered[last * 9 // 10]:3} {ordered[last]:4}"


def crowded_folders() -> Iterator[tuple[Path, int]]:
    modules = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    for folder in sorted({path.parent for path in modules}):
        entries = [path for path in folder.iterdir() if not path.name.startswith(("_", "."))]
        if len(entries) > 14:
            yield folder.relative_to(ROOT), len(entries)


if __name__ == "__main__":
    main()
