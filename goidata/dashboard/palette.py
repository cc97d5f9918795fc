"""The colour of every category, once: the same on every page, in every chart.

Red is for failed checks only. Refusals, reviews and the rest have no agreed good direction and get
colours that do not judge. Grey is what something else is compared with, or what is not compared; no
category is grey.
"""

from __future__ import annotations

DARK, WHITE = "#1d2429", "#ffffff"  # words on a colour
FAILS = "#c0392b"
UNDETERMINED = "#b3a6cc"
MUTED = "#9aa5ab"
INK = "#2a7696"
TEXT = "#414c53"  # of the words in charts; style.css has its counterpart for the dark theme
INKED = "#1a536b"  # words of the unit spoken of, in charts
FADED = "#5f6b72"  # words in charts of what is not compared
MARKED = "#9a3412"  # words that must not be passed over in a document that goes out
SLATE = "#66757d"  # what stands out without a colour, in both themes
# Of the reader's own machine, as in .streamlit/config.toml.
FONT = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)
GRID = "rgba(127, 140, 148, 0.25)"
CLEAR = "rgba(0, 0, 0, 0)"

# What a unit is compared with stays behind it: greys, from the line of its peers to their band.
PEERS = "#7d878d"
MIDDLE = "#a3acb1"
PALE = "#c9d0d4"
BAND = "rgba(127, 140, 148, 0.2)"

OUTCOMES = {
    "granted": "#2a7696",
    "partly_granted": "#7fb6cb",
    "refused": "#d9a441",
    "unavailable": "#a98fc2",
    "not_processed": "#c68fa9",
    "other": "#a9c7b4",
}
FLOWS = {"received": "#3f7d58", "carried_in": "#9cc0a6", "carried_out": "#b7b08a"}
APPLICANTS = {
    "natural_person": "#3a6ea5",
    "business": "#c98b3f",
    "research": "#6f9f7c",
    "nonprofit": "#a8bf6b",
    "legal_service": "#8d6ba8",
    "other_organisation": "#c7a58f",
}
RESULTS = {"upheld": "#4d7694", "corrected": "#cf9a45", "other": "#a9c7b4", "pending": "#ddd3e8"}
DOCUMENTS = {
    "issued": "#2f7f79",
    "repealed": "#b8a26a",
    "in_force": "#86bcb6",
    "newly_disclosed": "#9cc7a8",
    "disclosed_total": "#c2d3cf",
}
DECISIONS = {
    "licences": "#4f7fa8",
    "penalties": "#9a7b4f",
    "coercive_measures": "#8d6ba8",
    "fees": "#6f8f5f",
}
CHANNELS = {
    "total": "#3f7d58",
    "none": "#b58f7d",
    "website": "#2a7696",
    "gazette": "#9a7b4f",
    "new_media": "#8d6ba8",
}
SEVERITIES = {"error": FAILS, "warning": "#b98a2f", "info": "#7fa0c4"}


# Pale to strong, for rates of which none is good or bad.
RATE_SCALE = ((0.0, "#cfdfe4"), (0.5, "#73adc2"), (1.0, "#22698a"))


def contrast(colour: str) -> str:
    """Ink or white, whichever is read better on `colour` (contrast ratio of WCAG 2.2)."""
    light = _luminance(colour) + 0.05
    dark = _luminance(DARK) + 0.05
    return WHITE if 1.05 / light > light / dark else DARK


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paler(colour: str, share: float) -> str:
    """`colour` ("#rrggbb") with white, of which `share` is the colour: as pale on a dark page as on
    a light one, so that words on it can be read on both."""
    mixed = (round(255 - share * (255 - int(colour[at : at + 2], 16))) for at in (1, 3, 5))
    return "#" + "".join(f"{each:02x}" for each in mixed)


def pale(colour: str) -> str:
    """`colour` on white paper, of a bar that is not to be compared."""
    return paler(colour, 0.4)


def translucent(colour: str, opacity: float) -> str:
    """`colour` ("#rrggbb") as rgba text with `opacity`, for the bands of a Sankey."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
