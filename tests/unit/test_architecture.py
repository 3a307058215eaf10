"""What the import contracts in pyproject.toml cannot say."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def imported_packages(module: Path) -> set[str]:
    """The top-level names a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_consult_needs_nothing_but_the_standard_library():
    modules = list((ROOT / "consult").rglob("*.py"))
    foreign = {
        str(module.relative_to(ROOT)): beyond
        for module in modules
        if (beyond := imported_packages(module) - sys.stdlib_module_names - {"consult"})
    }
    assert modules
    assert foreign == {}, "consult/ is the domain: move this below a port (consult/ports.py)"


def test_web_holds_no_python():
    folders = [ROOT / "web" / "src", ROOT / "web" / "public"]
    assert [path for folder in folders for path in folder.rglob("*.py")] == []
