"""The tags of a page counted before a tree is made of it: a parser that appends each attribute to a
list which it walks from its beginning takes minutes for one tag of 300,000."""

from __future__ import annotations

import re

MOST = 120_000  # tags; a page with its furniture has some thousands
MOST_ATTRIBUTES = 400  # of one tag; that of a word processor has a dozen

NAME = r"<[a-z][^\s/>]*+"
ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+|(?=>)))?+"
)
# What browsers read as one piece, so that no tag hides in what is none: comments, tags, and the
# content of those within which there are no others.
PIECE = re.compile(
    rf"(?P<vast>{NAME}(?:{ATTRIBUTE}){{{MOST_ATTRIBUTES}}})"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<raw>script|style|title|textarea|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)"
    rf"|{NAME}(?:{ATTRIBUTE})*+",
    re.IGNORECASE | re.DOTALL,
)


def are_too_many(page: str) -> bool:
    """Whether a page has more tags, or one of them more attributes, than any report."""
    if page.count("<") > MOST:
        return True
    return any(piece.lastgroup == "vast" for piece in PIECE.finditer(page))
