"""Pages and messages made to harm."""

from __future__ import annotations

import base64
from collections.abc import Callable

from harm.office import entities, file

Made = Callable[[], bytes]
OUTSIDE = b'<!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


def attributes(form: bytes) -> bytes:
    """A tag of very many attributes."""
    return b"<p " + b"".join(form % number for number in range(150_000)) + b">"


def styled(sheet: bytes) -> bytes:
    return file("html").replace(b"<html>", b"<html><style>" + sheet + b"</style>", 1)


def message(kind: bytes, body: bytes, more: bytes = b"") -> bytes:
    head = b"MIME-Version: 1.0\r\n" + more + b"Content-Type: " + kind + b"\r\n\r\n"
    return head + body


def _boxes(depth: int) -> bytes:
    """Messages in messages."""
    body = b"1"
    for n in range(depth):
        body = b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n - 1) + body
    return message(b"multipart/mixed; boundary=b%d" % (depth - 1), body)


WEB: dict[str, Made] = {
    "nested divisions": lambda: b"<html>" + b"<div>" * 100_000 + file("html"),
    "nested tables": lambda: b"<html>" + b"<table><tr><td>" * 5_000 + "一、总体情况".encode(),
    "nested phrases": lambda: b"<html>" + b"<b><i>" * 30_000 + file("html"),
    "spans": lambda: b"<html><table><tr>" + b"<td rowspan=65535 colspan=1000>1</td>" * 2000,
    "spans of no number": lambda: b"<html><table><tr>" + b"<td rowspan=-1 colspan='x9'>1" * 2000,
    "a million tags": lambda: b"<html><body>" + b"<p>1</p>" * 1_000_000,
    "many cells": lambda: b"<html><table>" + b"<tr><td>1<td>2" * 38_000,
    "a row of many cells": lambda: b"<html><table><tr>" + b"<td>1" * 100_000,
    "tables without end": lambda: b"<html>" + b"<table><tr><td>1</table>" * 40_000,
    "attributes": lambda: b"<html>" + attributes(b"a%d=1 "),
    "attributes that nothing parts": lambda: b"<html>" + attributes(b'a%d="<"'),
    "attributes behind a comment": lambda: b"<html><!-->" + attributes(b"a%d ") + b"-->",
    "attributes behind a script in a title": lambda: b"<html><title><script></title>"
    + attributes(b"a%d "),
    "unclosed comments": lambda: b"<html>" + b"<!--" * 119_000,
    "unclosed quotes": lambda: b"<html>" + b"<a b=\"<a c='" * 59_000,
    "entities in a page": lambda: b"<?xml version='1.0'?>" + entities() + b"<html>&j;</html>",
    "an entity outside in a page": lambda: b"<?xml version='1.0'?>" + OUTSIDE + b"<html>&j;</html>",
    "letters that are none": lambda: b"<html>" + b"&#x110000;&#0;&#xD800;&bogus;" * 50_000,
    "a page of another encoding than it says": lambda: b"<meta charset=utf-16>" + file("html"),
    "a page of an encoding that is none": lambda: b"<html><meta charset='\0none'>"
    + file("html"),
    "a sheet of many styles": lambda: styled(
        b"".join(b".a%d{display:none}" % n for n in range(60_000))
    ),
    "a sheet of long selectors": lambda: styled(b"td " * 60_000 + b"{display:none}"),
    "a sheet of many selectors": lambda: styled(
        b",".join(b"td.a%d>p" % n for n in range(20_000)) + b"{color:#fff}"
    ),
    "a sheet that does not end": lambda: styled(b"a{b:{" * 60_000),
    "a sheet of negations": lambda: styled(b"td:not(" * 3000 + b"a" + b")" * 3000 + b"{color:red}"),
    "a style without end": lambda: file("html").replace(
        b"<td", b'<td style="' + b"a:b;" * 500 + b'"'
    ),
    "a picture in an address": lambda: b'<html><img src="data:image/png;base64,'
    + b"A" * 20_000_000 + b'">',
    "addresses without end": lambda: file("html")
    + b'<a href="http://a.gov.cn/1.docx">1</a>' * 60_000,
    "a page that leads elsewhere": lambda: b'<html><base href="file:///etc/">'
    b'<iframe src="hostname"></iframe><link rel=stylesheet href="http://192.0.2.1/a.css">'
    b'<meta http-equiv=refresh content="0;url=http://192.0.2.1">' + file("html"),
    "a page of drawings": lambda: b"<html>" + b"<svg><use href='#a' id=a>" * 20_000,
    "messages in messages": lambda: _boxes(1000),
    "a message without its end": lambda: message(
        b"multipart/related; boundary=b", b"--b" * 100_000
    ),
    "a message of many parts": lambda: message(
        b"multipart/related; boundary=b", b"\r\n--b\r\nContent-Type: text/html\r\n\r\n1" * 60_000
    ),
    "a message of many headers": lambda: message(
        b"text/html", file("html"), b"".join(b"X-%d: 1\r\n" % n for n in range(100_000))
    ),
    "a message of broken base64": lambda: message(
        b"text/html", base64.b64encode(file("html"))[:-3] + b"=*" * 9999,
        b"Content-Transfer-Encoding: base64\r\n"
    ),
    "a message of endless quotes": lambda: message(
        b"text/html", b"=" * 3_000_000, b"Content-Transfer-Encoding: quoted-printable\r\n"
    ),
}  # fmt: skip
