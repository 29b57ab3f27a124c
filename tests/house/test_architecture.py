"""Who may know whom: the imports of every module, function-level ones too, keep to the house's plan."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted([*ROOT.glob("feedback_desk/**/*.py"), *ROOT.glob("ui/**/*.py")])

ALONE = {
    "reportlab": ("feedback_desk.pdf",),
    "uharfbuzz": ("feedback_desk.pdf",),
    "bidi": ("feedback_desk.pdf",),
    "markdown": ("feedback_desk.letter.markdown",),
    "sqlite_utils": ("feedback_desk.store",),
    "sqlcipher3": ("feedback_desk.store",),
    "sqlite3": (),
    "cryptography": ("feedback_desk.store",),
    "yaml": ("feedback_desk.exchange",),
    "pypdf": ("feedback_desk.letter.wall",),
    "pypdfium2": ("feedback_desk.pdf", "feedback_desk.letter.wall"),
    "socket": (),
    "urllib.request": (),
    "http": (),
}
"""Packages that one room alone may import; an empty tuple means nobody may."""

ROOMS = {
    "record": set(),
    "model": {"record"},
    "errors": set(),
    "paths": set(),
    "store": {"record", "model", "errors", "paths", "file_lock"},
    "capture": {"model", "errors", "paths", "catalogue"},
    "catalogue": {"model", "errors", "paths"},
    "letter": {"model", "errors", "paths"},
    "pdf": {"model", "errors", "paths", "letter"},
    "exchange": {"model", "errors", "paths", "capture"},
}
"""What each room of the core may import from the others, besides itself; `desk` and `cli` compose."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Dotted names that the module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path):
    module, names = name_of(path), imports(path)
    for package, rooms in ALONE.items():
        if not any(within(module, room) for room in rooms):
            assert not [name for name in names if within(name, package)], f"{module} imports {package}"
    if within(module, "feedback_desk"):
        knows_screens = [name for name in names if within(name, "PySide6") or within(name, "ui")]
        # Starting the program without a command is the one place where the command line opens the window.
        assert not knows_screens or (module == "feedback_desk.cli" and knows_screens == ["ui.app.main"])
        room = module.split(".")[1] if "." in module else ""
        if room in ROOMS:
            others = {name.split(".")[1] for name in names if within(name, "feedback_desk") and "." in name}
            assert others - {room} <= ROOMS[room], f"{module} imports {others - {room} - ROOMS[room]}"
    else:
        parts = module.split(".")
        if len(parts) > 2:  # a screen
            screens = {p.name for p in (ROOT / "ui").iterdir() if p.is_dir() and p.name != "widgets"}
            met = {name.split(".")[1] for name in names if within(name, "ui") and name.count(".") > 1}
            assert met & screens <= {parts[1]}, f"{module} imports another screen"
        assert not [name for name in names if within(name, "feedback_desk.store")], f"{module} reaches past the desk"


def test_nothing_is_called_utils_common_or_manager():
    for path in MODULES:
        assert not {"utils", "util", "common", "helpers", "misc", "manager"} & set(name_of(path).split("."))


LONG = {
    "feedback_desk.model": "every noun in one place, so that a newcomer finds the words of the program in one file",
}
"""Modules over 400 lines, with the reason."""


def test_modules_are_short():
    long = {name_of(path): n for path in MODULES if (n := len(path.read_text("utf-8").splitlines())) > 400}
    assert not long.keys() - LONG.keys(), long
