"""Reports as web pages: spans, entities, breaks and encodings, the body among the furniture."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable
from html import escape

from paper.plain import Printed
from paper.sheets import Box, Paper, Rows, cut

WITHIN = "data:image/png;base64,"

BLANKS = ("", "&nbsp;", "<br>", "<span>&nbsp;</span>", "<p></p>")
WRAPS = (
    "{}",
    "<p>{}</p>",
    '<p class="MsoNormal" align="center"><span style="font-family:宋体"><span>{}</span></span></p>',
    "\n      <span>{}</span>\n    ",
    "&nbsp;{}&nbsp;",
)
ENCODINGS = (("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gbk", "gbk"), ("gbk", ""), ("utf-8", ""))
MENU = "<li><a href='/zwgk/{0}/index.html'>栏目{0}</a><i>12</i></li>"


def page(paper: Paper, source: random.Random) -> Printed:
    """One page with its head, menus, body and foot."""
    encoding, declared = source.choice(ENCODINGS)
    charset = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    furniture = "".join(MENU.format(number) for number in range(source.choice([0, 30, 900])))
    body = f'<div class="article"><h1>{paper.title}</h1>{_body(paper, source)}</div>'
    if source.random() < 0.3:  # laid out by tables, as older sites are
        body = f"<table width='980'><tr><td><ul><li>导航</li></ul></td><td>{body}</td></tr></table>"
    text = (
        f"<!DOCTYPE html>\n<html><head>{charset if declared else ''}<title>{paper.title}</title>"
        f"<style>td{{border:1px solid}}</style><script>var a=[1,2,3];</script></head><body>"
        f"<div class='nav'><ul>{furniture}</ul></div>{body}"
        "<div class='foot'><p>网站标识码：5104210001</p>"
        "<p>备案号：蜀公网安备51042102000001号</p></div>"
        f"<ul>{furniture}</ul></body></html>"
    )
    return text.encode(encoding, errors="xmlcharrefreplace"), "report.html"


def _body(paper: Paper, source: random.Random) -> str:
    wrap = source.choice(WRAPS)
    doubled = source.random() < 0.3  # a converter's colspan=2 on the cells of figures
    parts = [f"<p>　　{escape(text)}</p>" for text in paper.introduction]
    for part in paper.parts:
        heading = source.choice(["<p><strong>{}</strong></p>", "<h2>{}</h2>", "<p>{}</p>"])
        parts.append(heading.format(escape(part.heading)))
        parts += [f"<p>　　{escape(text)}</p>" for text in part.before]
        if part.table:
            parts += _table(part.table, source, wrap, doubled)
        parts += [f"<p>　　{escape(text)}</p>" for text in part.after]
    parts += [f"<p align=right>{text}</p>" for text in paper.signed]
    return "\n".join(parts)


def _table(table: Rows, source: random.Random, wrap: str, doubled: bool) -> list[str]:
    found = [f'<p><img src="{WITHIN}{b64encode(data).decode()}"></p>' for data in table.pictures]
    if found:
        return found
    for piece in cut(table, source.choice(["", "="])):
        if isinstance(piece, str):
            found.append(f"<p>{escape(piece)}</p>")
            continue
        rows = ["<tr>" + "".join(_cell(b, source, wrap, doubled) for b in row) for row in piece]
        found.append('<table border="1"><tbody>' + "</tr>\n".join(rows) + "</tr></tbody></table>")
    return found


def _cell(box: Box, source: random.Random, wrap: str, doubled: bool) -> str:
    across = box.across * 2 if doubled and (box.name or box.head) else box.across
    quote = source.choice(["", '"'])
    spans = "".join(
        f" {name}={quote}{n}{quote}"
        for name, n in (("colspan", across), ("rowspan", box.down))
        if n > 1
    )
    text = escape(box.text) if box.text else source.choice(BLANKS)
    if box.text and len(text) == 4 and not box.name and source.random() < 0.5:
        text = f"{text[:2]}<br/>{text[2:]}"
    return f"<td{spans}>{wrap.format(text) if box.text else text}</td>"


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {"html": page}
