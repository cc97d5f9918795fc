"""The house as drawn: what each room may import, and what may be written where."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import goidata
from goidata import form

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "goidata"

# A room may import rooms to its left, and itself.
ROOMS = (
    "declared",
    "wording",
    "form",
    "regions",
    "samples",
    "documents",
    "extraction",
    "checks",
    "store",
    "intake",
    "analysis",
    "tables",
    "operating",
    "dashboard",
)
PAGES = "pages"
ORDER = (*ROOMS, PAGES)
FREE = {"errors"}  # every room raises these
# The command line: words in, library out. It uses the rooms but that of the dashboard, which it
# starts as a process of its own; nothing uses it but `python -m goidata`.
COMMANDS = "cli"
UNUSED_BY_COMMANDS = {"dashboard", PAGES}
# What other programs use; `goidata` names it, and nothing within does.
LIBRARY_FACE = "library"
ALLOWED = {
    COMMANDS: {COMMANDS, *ROOMS} - UNUSED_BY_COMMANDS,
    LIBRARY_FACE: {*ROOMS} - UNUSED_BY_COMMANDS,
    "__init__": {LIBRARY_FACE},
    "__main__": {COMMANDS},
    "errors": {"wording"},
}
LARGEST = 250  # lines of a module
# What a reader sees comes out of the database; a draft, which is not stored, and the paper shown
# beside a figure are the exceptions.
NEVER_FOR_THE_EYES = ("goidata.documents", "goidata.extraction", "goidata.intake")
FOR_DRAFTS = ("goidata.intake.drafts", "goidata.intake.originals")

LIBRARY = sorted(PACKAGE.rglob("*.py"))
FACE = [*filter(Path.is_file, [ROOT / "app.py"]), *sorted((ROOT / "pages").glob("*.py"))]
MODULES = [*LIBRARY, *FACE]
DECLARATIONS = [*PACKAGE.rglob("*.toml"), *PACKAGE.rglob("*.csv"), *PACKAGE.rglob("*.md")]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(module: ast.Module) -> Iterator[str]:
    """Every module named by an import, and every name taken from it, wherever the import stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full, so that this test can read them"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] in (PAGES, "app"):
        return PAGES
    return parts[1] if len(parts) > 1 else parts[0]


def inside(*rooms: str) -> list[Path]:
    return [path for path in MODULES if room_of(path) in rooms]


def outside(*rooms: str) -> list[Path]:
    return [path for path in MODULES if room_of(path) not in rooms]


def rooms_imported(module: ast.Module) -> set[str]:
    names = [name.split(".") for name in imported(module)]
    rooms = {parts[1] for parts in names if parts[0] == "goidata" and len(parts) > 1}
    rooms |= {LIBRARY_FACE for room in rooms if room in goidata.OFFERED}
    return (rooms & {*ROOMS, COMMANDS, LIBRARY_FACE}) | {
        PAGES for parts in names if parts[0] in (PAGES, "app")
    }


def named_by(module: ast.Module, packages: Iterable[str]) -> set[str]:
    return {
        name
        for name in imported(module)
        for package in packages
        if name == package or name.startswith(f"{package}.")
    }


def test_every_folder_of_the_package_is_a_known_room() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == {*ROOMS, COMMANDS}


def test_beside_the_rooms_stands_nothing_but_the_entrance() -> None:
    beside = {path.stem for path in PACKAGE.glob("*.py")}
    assert beside == {"__init__", "__main__", LIBRARY_FACE, *FREE}


def offenders(modules: Iterable[Path], judged: Callable[[Path], object]) -> dict[str, object]:
    """The modules of which something is to be said, and what; there is always one to look at."""
    found = {str(path.relative_to(ROOT)): judged(path) for path in modules}
    assert found
    return {path: said for path, said in found.items() if said}


def out_of_order(path: Path) -> set[str]:
    room = room_of(path)
    allowed = ALLOWED.get(room) or set(ORDER[: ORDER.index(room) + 1])
    return rooms_imported(tree(path)) - allowed


def test_imports_go_one_way() -> None:
    assert offenders(MODULES, out_of_order) == {}


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("from goidata.intake import loading", {"intake"}),
        ("import goidata.checks.evaluator as e", {"checks"}),
        ("def late():\n    from goidata import analysis", {"analysis"}),
        ("from goidata.errors import Refusal", set()),
        ("from goidata.cli import main", {"cli"}),
        ("from goidata import __version__, read", {"library"}),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, rooms: set[str]) -> None:
    assert rooms_imported(ast.parse(source)) == rooms


# Within the dashboard: what stands first imports nothing of what stands after it.
FLOORS = ("goidata.dashboard.charts", "goidata.dashboard.briefs", "goidata.dashboard.parts", PAGES)


def above(path: Path) -> set[str]:
    """What a module of the dashboard imports from a floor above its own."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = next((at for at, floor in enumerate(FLOORS) if name.startswith(floor)), len(FLOORS))
    return named_by(tree(path), FLOORS[own + 1 :])


def test_charts_know_no_brief_and_briefs_no_part_of_a_page() -> None:
    assert offenders(inside("dashboard"), above) == {}


def test_streamlit_stays_in_the_dashboard() -> None:
    library = outside("dashboard", PAGES)
    assert offenders(library, lambda path: named_by(tree(path), ["streamlit"])) == {}


def test_pages_ask_the_store_and_never_read_paper() -> None:
    seen = inside("dashboard", PAGES)
    assert offenders(seen, paper_read) == {}


def paper_read(path: Path) -> set[str]:
    named = named_by(tree(path), NEVER_FOR_THE_EYES)
    return {name for name in named if not name.startswith(FOR_DRAFTS)}


# The modules that import what an optional extra brings, and only where it is installed.
OPTIONAL = {
    "goidata/documents/recognition.py": "ocr",
    "goidata/documents/drawn.py": "ocr",
    "goidata/documents/pictures": "ocr",
    "goidata/intake/machines.py": "dask",
}
BROUGHT = {"cv2": "opencv-python"}  # modules whose package has another name


@cache
def declared(extra: str | None = None) -> set[str]:
    """The packages that pyproject.toml asks for, also for an extra, by their normal names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"]]
    asked += project["optional-dependencies"][extra] if extra else []
    return {normal(re.split(r"[<>=\[ ]", each)[0]) for each in asked}


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@cache
def provided() -> Mapping[str, list[str]]:
    return packages_distributions()


def undeclared(path: Path) -> set[str]:
    roots = {name.partition(".")[0] for name in imported(tree(path))}
    foreign = roots - sys.stdlib_module_names - {"goidata"}
    here = path.relative_to(ROOT)
    known = declared(OPTIONAL.get(here.as_posix()) or OPTIONAL.get(here.parent.as_posix()))
    # What an extra brings need not be installed; its name then stands for itself.
    return {root for root in foreign if not {normal(p) for p in packages_of(root)} & known}


def packages_of(root: str) -> list[str]:
    """The packages that bring a module."""
    return provided().get(root) or [BROUGHT.get(root, root)]


def test_whatever_is_imported_is_declared_as_a_dependency() -> None:
    assert offenders(MODULES, undeclared) == {}


def test_exact_versions_are_listed_without_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    assert declared() <= {normal(pin.partition("==")[0]) for pin in pins}


def lacks_docstring(path: Path) -> bool:
    empty = path.name == "__init__.py" and not path.read_text("utf-8").strip()
    return not empty and ast.get_docstring(tree(path)) is None


def test_every_module_says_what_it_is_for() -> None:
    assert offenders(MODULES, lacks_docstring) == {}


def lines_too_many(path: Path) -> int:
    lines = len(path.read_text("utf-8").splitlines())
    return lines if lines > LARGEST else 0


def test_modules_are_small() -> None:
    assert offenders(MODULES, lines_too_many) == {}


OWN = r"127\.0\.0\.1|localhost|\{"
# names of vocabularies, never asked
NAMESPACES = r"schemas\.openxmlformats\.org/|purl\.oclc\.org/ooxml/|www\.w3\.org/"
TAG = re.compile(r"</?[a-z][a-z0-9]*[ >/]")
# What Plotly reads as markup is made in one place; HTML stands in templates.
MARKUP = ("goidata/dashboard/markup.py",)


def tags_typed(path: Path) -> list[str]:
    """The strings of a module that hold a tag, but for those that say what it does."""
    nodes = list(ast.walk(tree(path)))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in said]
    return [str(node.value) for node in texts if TAG.search(str(node.value))]


def test_no_markup_is_typed_in_the_dashboard() -> None:
    seen = [p for p in inside("dashboard", PAGES) if p.relative_to(ROOT).as_posix() not in MARKUP]
    assert offenders(seen, tags_typed) == {}
    assert tags_typed(PACKAGE / "dashboard" / "markup.py")
    assert offenders(inside("dashboard", PAGES), asks_for_html) == {}


def asks_for_html(path: Path) -> bool:
    """Whether Streamlit is told to take a text of Markdown for HTML."""
    return "unsafe_allow_html" in path.read_text("utf-8")


FUNCTION = 40  # lines of a function


def too_long(path: Path) -> list[str]:
    """The functions of a module that are too long."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        node.name
        for node in ast.walk(tree(path))
        if isinstance(node, functions) and (node.end_lineno or 0) - node.lineno >= FUNCTION
    ]


def test_functions_are_short() -> None:
    assert offenders(MODULES, too_long) == {}


ADDRESS = re.compile(rf"https?://(?!{OWN}|{NAMESPACES})[\w.-]+")


def test_no_other_host_is_named() -> None:
    assert offenders(MODULES, lambda path: ADDRESS.findall(path.read_text("utf-8"))) == {}


# --- the words of the form stand in its declaration and nowhere else -----------------------------

ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])")
LONG = 6


def han(text: str) -> str:
    """Only the Chinese characters: spaces, brackets and marks do not disguise a label."""
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@cache
def labels() -> frozenset[str]:
    """Every label of a row, a group of rows or a column, long enough not to be a plain word."""
    printed: set[str] = set()
    for edition in form.editions():
        for table in edition.tables.values():
            for row in table.rows:
                printed.update((row.zh, *row.variants))
                for column in row.columns:
                    printed.update((column.zh, column.group, *column.variants))
                for group in row.groups:
                    printed.update((group.zh, *group.variants))
    bare = {han(ORDINAL.sub("", label)) for label in printed}
    return frozenset(label for label in bare if len(label) >= LONG)


def typed(source: str) -> Iterator[str]:
    """What is typed in a module: its lines, and its strings where they are put together from
    several."""
    yield from source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (p.value for p in node.values if isinstance(p, ast.Constant))
            yield "".join(str(part) for part in parts)


def labels_in(texts: Iterable[str]) -> set[str]:
    written = [han(text) for text in texts]
    return {label for label in labels() if any(label in text for text in written)}


def test_the_labels_looked_for_are_those_of_the_form() -> None:
    assert {"行政规范性文件", "现行有效件数", "危及三安全一稳定", "不予公开"} & labels() == {
        "行政规范性文件",
        "现行有效件数",
        "危及三安全一稳定",
    }
    assert len(labels()) > 40


@pytest.mark.parametrize(
    "source",
    [
        'title = "现行有效件数"',
        'title = "3. 危及“三安全 一稳定”"',
        'title = "没有现成信息" "需要另行制作"',
        'title = f"{year}年行政事业性收费（{unit}）"',
        "x = 1  # 行政规范性文件",
    ],
)
def test_a_label_typed_elsewhere_would_be_seen(source: str) -> None:
    assert labels_in(typed(source))


def test_no_label_of_the_form_is_typed_outside_its_declaration() -> None:
    elsewhere = outside("form")
    assert offenders(elsewhere, lambda path: labels_in(typed(path.read_text("utf-8")))) == {}


def editions_named(path: Path) -> set[str]:
    """The editions that a module names by a text or a number of its own."""
    names = {edition.name for edition in form.editions()}
    values = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    return names & {str(value) for value in values if isinstance(value, (str, int))}


def test_no_edition_is_named_outside_its_declaration() -> None:
    assert offenders(MODULES, editions_named) == {}


def test_no_label_of_the_form_stands_in_other_data_of_the_package() -> None:
    elsewhere = [path for path in DECLARATIONS if room_of(path) != "form"]
    assert offenders(elsewhere, lambda p: labels_in(p.read_text("utf-8").splitlines())) == {}
