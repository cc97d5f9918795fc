"""Texts and Markdown made to harm."""

from __future__ import annotations

from collections.abc import Callable

from harm.office import file

Made = Callable[[], bytes]
LABEL = "一、本年新收政府信息公开申请数量"
TITLE = "米易县人民政府2023年政府信息公开工作年度报告\n"
ROW = f"{LABEL}\t1\t2\t3\t4\t5\t6\t21\n"
WORDS = ("网站公开", "行政复议", "规范性文件", "政策解读", "依申请公开", "受理", "其中", "共计")


def in_report(words: str) -> bytes:
    """A report with more words in its first section."""
    text = file("tab rows").decode()
    heading = "二、主动公开政府信息情况"
    assert heading in text
    return text.replace(heading, f"{words}\n{heading}", 1).encode()


TEXTS: dict[str, Made] = {
    "a report a thousand times": lambda: file("tab rows") * 800,
    "a glued report often": lambda: file("glued") * 200,
    "a row of the form often": lambda: (ROW * 60_000).encode(),
    "a label often": lambda: f"{LABEL}\n".encode() * 80_000,
    "a title often": lambda: TITLE.encode() * 60_000,
    "headings often": lambda: "一、总体情况\n二、主动公开政府信息情况\n".encode() * 70_000,
    "digits": lambda: b"1" * 45_000_000,
    "a line of digits": lambda: LABEL.encode() + b"1" * 4_000_000,
    "figures of thousands of digits": lambda: file("tab rows").replace(b"\t0", b"\t" + b"9" * 5000),
    "decimals without end": lambda: file("tab rows").replace(b"\t0", b"\t0." + b"9" * 5000),
    "digits of other scripts": lambda: file("tab rows").decode().replace("0", "٠½²①").encode(),
    "brackets": lambda: "12（".encode() * 500_000,
    "tabs": lambda: b"\t" * 4_000_000,
    "blanks": lambda: b"a" + b" " * 40_000_000 + b"a",
    "empty lines": lambda: b"a" + b"\n" * 20_000_000,
    "bars": lambda: b"|---|\n" + b"|" * 4_000_000,
    "a table of many columns": lambda: b"|" + b"1|" * 50_000 + b"\n|" + b"---|" * 50_000 + b"\n",
    "glued digits": lambda: file("glued").replace(b"0", b"12345678") * 20,
    "half a surrogate": lambda: file("tab rows") + b"\xed\xa0\x80" * 100,
    "half of UTF-16": lambda: b"\xff\xfe" + file("tab rows").decode().encode("utf-16-le")[:-1],
    "surrogates alone": lambda: b"\xff\xfe" + b"\x00\xd8" * 5000,
    "UTF-8 within GB 18030": lambda: file("tab rows") + "米易县".encode("gb18030") * 500,
    "broken GB 18030": lambda: file("tab rows").decode().encode("gb18030")[:-1] + b"\x81" * 300,
    "nothing after its mark": lambda: b"\xef\xbb\xbf",
    "noughts late": lambda: file("tab rows") + bytes(100_000),
    "control characters": lambda: file("tab rows").replace(b"\t", b"\x1b[2J\x07\t"),
    "letters that turn the order": lambda: (
        file("tab rows").decode().replace("0", "\u202e0").encode()
    ),
    "letters of a hundred marks": lambda: in_report(("e" + "\u0301" * 100) * 5000),
    "words without numbers": lambda: in_report("".join(WORDS) * 12_000),
    "words parted by stops": lambda: in_report("，".join(WORDS) * 6000),
    "one sentence of numbers": lambda: in_report("受理申请12件，其中" * 25_000),
    "numbers in words": lambda: in_report("三千四百五十六万" * 30_000),
    "shares": lambda: in_report("同比增长12.5%，占比" * 25_000),
    "years": lambda: in_report("2023年" * 60_000),
    "places": lambda: in_report("米易县攀枝花市四川省" * 20_000),
    "dates": lambda: in_report("2023年12月31日至2024年1月1日，" * 20_000),
    "a title without end": lambda: (TITLE.strip() * 20_000).encode(),
    "quotes that do not end": lambda: in_report("《“（" * 60_000),
    "numbering without end": lambda: in_report("（一）1.1.1.1．" * 40_000),
    "quoted cells": lambda: file("commas").replace(b",", b',"') * 20,
}
