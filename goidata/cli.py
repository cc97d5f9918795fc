"""The command line: words in, the library asked, errors to one line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from goidata import console
from goidata.console import Language, complain, complain_of, say, spoken
from goidata.errors import GoidataError, UsageError

REFUSED, NOT_FOUND, USAGE, INTERNAL, INTERRUPTED = 1, 1, 2, 70, 130


def _language_behind(words: list[str]) -> list[str]:
    """`--lang zh load …` means `load --lang zh …`."""
    if len(words) > 2 and words[0] == "--lang":
        return [words[2], *words[:2], *words[3:]]
    if len(words) > 1 and words[0].startswith("--lang="):
        return [words[1], words[0], *words[2:]]
    return words


class Commands(TyperGroup):
    """The commands; whatever goes wrong in one is a line on the error stream, never a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        words = _language_behind(list(sys.argv[1:] if args is None else args))
        extra["standalone_mode"] = False
        sys.exit(self._run(words, spoken(console.asked_in(words)), extra))

    def _run(self, words: list[str], language: Language, extra: dict[str, Any]) -> int:
        try:
            code = super().main(words, **extra)
        except GoidataError as error:
            complain_of(error, language)
            return USAGE
        except TyperException as error:
            complain(_misused(error, language))
            return USAGE
        except Exception as error:  # a fault of ours, but no reason to throw code at people
            said = (
                "程序出错，请反馈" if language == "zh" else "a fault of goidata, please report it"
            )
            complain(f"{said}: {type(error).__name__} {error}")
            return INTERNAL
        if code == INTERRUPTED:
            complain("已中断，没有入库" if language == "zh" else "interrupted, nothing was stored")
        return code if isinstance(code, int) else 0


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="政府信息公开工作年度报告：读取、校验、入库、展示。"
    " Annual reports on government information disclosure: read, check, store, show.",
)

Files = Annotated[list[Path], typer.Argument(help="报告文件 · report files", metavar="FILE…")]
Paths = Annotated[
    list[Path],
    typer.Argument(help="文件、文件夹、zip 压缩包 · files, folders, zip files", metavar="PATH…"),
]
Unit = Annotated[str, typer.Argument(help="单位名称，前面可写上级地区 · the unit", metavar="UNIT")]
Year = Annotated[int, typer.Argument(help="报告年度 · the year reported on", metavar="YEAR")]
Db = Annotated[
    Path | None,
    typer.Option(help="数据库文件，默认 GOIDATA_DB 或 data/goidata.db · the database"),
]
Lang = Annotated[Language | None, typer.Option(help="消息的语言，默认随系统 · of messages")]
Json = Annotated[bool, typer.Option("--json", help="每个文件一行 JSON · one JSON object a file")]

Within = Annotated[str | None, typer.Option(help="地区代码或名称，含下级 · with all below it")]
Years = Annotated[str | None, typer.Option(help="2023、2021-2023 或 2021,2023")]


@app.callback(invoke_without_command=True)
def goidata(context: typer.Context) -> None:
    """The command by itself shows what there is."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)


@app.command()
def parse(files: Files, as_json: Json = False, lang: Lang = None) -> None:
    """读取报告并显示，不入库。Read reports and show them; nothing is stored."""
    from goidata import reporting

    codes = [reporting.parse(path, as_json, spoken(lang)) for path in files]
    raise typer.Exit(max(codes))


@app.command()
def check(
    files: Files,
    as_json: Json = False,
    to: Annotated[
        Path | None, typer.Option(help="问题清单 · the list of faults, as faults.xlsx")
    ] = None,
    lang: Lang = None,
) -> None:
    """发布前读取并校验，不入库。Read and check before publication; nothing is stored."""
    from goidata import reporting

    raise typer.Exit(reporting.check(files, as_json, to, spoken(lang)))


@app.command()
def load(
    paths: Paths,
    db: Db = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=256, help="读取进程数 · processes that read")
    ] = None,
    lang: Lang = None,
) -> None:
    """读取、校验并入库；读不了的列出原因。Read, check and store; what cannot be read is listed."""
    from goidata.store.loading import load as load_into

    language = spoken(lang)
    with console.progress(language) as bar:
        task = bar.add_task("", total=None)
        tally = load_into(
            paths,
            _database(db),
            jobs,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    for file, refusal in tally.refused:
        complain_of(refusal, language, file)
    for line in tally.lines(language):
        say(line)
    raise typer.Exit(REFUSED if tally.refused else 0)


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="表名 · the table", metavar="TABLE")],
    to: Annotated[Path, typer.Option(help=".csv、.xlsx 或 .parquet 文件 · the file to write")],
    db: Db = None,
    region: Within = None,
    year: Years = None,
    scope: Annotated[
        str | None, typer.Option(help="government, office, department, township, other")
    ] = None,
    lang: Lang = None,
) -> None:
    """导出一张表。Export a table: figures, figures_long, claims, sections, findings, agencies,
    regions, refusals."""
    from goidata import exporting

    rows = exporting.export(_database(db), table, to, region, year, scope, lang)
    language = spoken(lang)
    say(f"{to}：{rows} 行" if language == "zh" else f"{to}: {rows} rows")


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(help="词句，按原样查找 · words, taken literally", metavar="WORDS"),
    ],
    db: Db = None,
    region: Within = None,
    year: Years = None,
    lang: Lang = None,
) -> None:
    """在报告文字中查找。Search the text of the reports; every occurrence with what is around it."""
    from goidata import searching

    found = searching.search(_database(db), " ".join(words), region, year, spoken(lang))
    raise typer.Exit(0 if found else NOT_FOUND)


@app.command()
def serve(
    db: Db = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · the port")] = 8501,
    lang: Lang = None,
) -> None:
    """打开展示页面（仅本机）。Serve the dashboard, to this machine alone."""
    from goidata import serving

    raise typer.Exit(serving.serve(_database(db), port))


@app.command()
def form(
    edition: Annotated[
        str | None, typer.Option(help="2021 或 2019，默认全部 · default all")
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Markdown 格式 · as Markdown")
    ] = False,
    lang: Lang = None,
) -> None:
    """字典：全部字段、校验、指标。The dictionary: every field, check and measure."""
    from goidata.form import editions
    from goidata.form.dictionary import dictionary

    chosen = [each for each in editions() if edition in (None, each.name)]
    if not chosen:
        names = ", ".join(each.name for each in editions())
        raise UsageError(
            "edition", f"没有 {edition} 版，只有 {names}", f"no edition {edition}, only {names}"
        )
    for listing in dictionary(chosen, spoken(lang)):
        typer.echo(listing.markdown()) if markdown else console.show(listing)


@app.command()
def versions(
    unit: Unit,
    year: Year,
    use: Annotated[
        int | None, typer.Option(help="改用第几版 · the version that is to count")
    ] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """一个单位一年的各个版本。The versions of a unit and year; choose the one that counts."""
    from goidata.store.choices import listing, use_version, versions_held
    from goidata.store.database import connect, writing

    path = _existing(db)
    if use is not None:
        with writing(path) as database:
            use_version(database, unit, year, use)
    console.show(listing(unit, year, versions_held(connect(path), unit, year), spoken(lang)))


@app.command()
def assign(
    file: Annotated[Path, typer.Argument(help="报告文件 · the report file", metavar="FILE")],
    unit: Annotated[str | None, typer.Option(help="单位名称 · the unit's name")] = None,
    region: Annotated[str | None, typer.Option(help="地区代码或名称 · code or name")] = None,
    year: Annotated[int | None, typer.Option(help="报告年度 · the year reported on")] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """说明一份报告属于哪个单位、地区、年度。Settle whose report a file is."""
    from goidata.exporting import region_code
    from goidata.store.assigning import assign as assign_in

    language = spoken(lang)
    identity = assign_in(_existing(db), file, unit, region_code(region), year)
    place = identity.region or ("未定" if language == "zh" else "undecided")
    say(f"{file}: {identity.unit} · {identity.scope} · {place} · {identity.year}")


@app.command()
def accept(
    unit: Unit,
    year: Year,
    check: Annotated[str, typer.Argument(help="校验编号 · the check", metavar="CHECK")],
    reason: Annotated[str, typer.Option(help="说明 · why it is as it is")],
    who: Annotated[str | None, typer.Option(help="说明人，默认当前用户 · by whom")] = None,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """说明一项不成立的校验，不再计数。Record a failing check as explained; it leaves the counts."""
    from getpass import getuser

    from goidata.store.acceptance import FILE
    from goidata.store.acceptance import accept as record
    from goidata.store.database import revise, writing

    with writing(_existing(db)) as database:
        made = record(database, unit, year, check, reason, who or getuser())
        revise(database)
    count = len(made)
    say(f"{count} 项已说明，记在 {FILE}" if spoken(lang) == "zh" else f"{count} recorded in {FILE}")


@app.command()
def sample(
    units: Annotated[int, typer.Option(help="单位数 · how many units")],
    years: Annotated[str, typer.Option(help="2021-2025")],
    seed: Annotated[int, typer.Option(help="种子，相同则结果相同 · the same gives the same")] = 1,
    faults: Annotated[float, typer.Option(help="有差错的报告占比 · share with a fault")] = 0.05,
    to: Annotated[Path | None, typer.Option(help="空文件夹 · an empty folder")] = None,
    db: Annotated[Path | None, typer.Option(help="数据库文件 · a database")] = None,
    lang: Lang = None,
) -> None:
    """生成合成报告供试用，处处注明。Make synthetic reports for trials, marked everywhere."""
    from goidata import sampling

    if (to is None) == (db is None):
        raise UsageError("sample", "请写明 --to 或 --db 之一", "name one of --to and --db")
    language = spoken(lang)
    if to is not None:
        count = sampling.write(to, units, years, seed, faults)
    else:
        assert db is not None
        with console.progress(language) as bar:
            task = bar.add_task("", total=None)
            count = sampling.fill(
                db, units, years, seed, faults,
                lambda done, total: bar.update(task, completed=done, total=total),
            )  # fmt: skip
    say(f"{to or db}：{count} 份合成报告" if language == "zh" else f"{to or db}: {count} reports")


def main() -> None:
    """The entry of the `goidata` script."""
    console.use_utf8()
    app()


def _database(named: Path | None) -> Path:
    from goidata.store.database import default_path

    return named or default_path()


def _existing(named: Path | None) -> Path:
    """The database, which must be there: nothing is made where something is looked up."""
    from goidata.store.database import connect

    path = _database(named)
    connect(path).close()
    return path


def _misused(error: TyperException, language: Language) -> str:
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "goidata"
    if language == "zh":
        return f"用法不对：{said}（见 {command} --help）"
    return f"usage: {said} (see {command} --help)"
