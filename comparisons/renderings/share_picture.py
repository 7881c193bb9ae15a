"""The picture that stands beside a link to a page elsewhere: 1200 by 630, as SVG, from what the page itself shows.

    a comparison: title, its most telling row with a value a side, how far they may be compared
    an entity:    name, its first facts
    a dimension:  name, some of its entities on the axis

Pure functions of their input; `core/pictures/png.py` makes the PNG. Colours are those of the light scheme.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from comparisons.documents import ComparisonDocument
from comparisons.renderings.interval_plot import IntervalPlot, Line
from comparisons.telling_rows import telling_row
from core.pictures.text_widths import lines_of, width_of

WIDTH, HEIGHT = 1200, 630
_MARGIN = 64
_INNER = WIDTH - 2 * _MARGIN
_PAPER, _INK, _MUTED, _RULE, _EDGE = "#fdfdfb", "#171c20", "#535c63", "#d8dbd5", "#868d8c"
_HUES = ("#171c20", "#a22f50", "#07686a", "#845600", "#4d4aa6", "#4b6811", "#5a5e67")
_SHAPES = (
    "",
    '<circle r="9"/>',
    '<path d="M-8-8H8V8H-8z"/>',
    '<path d="M0-9 9 8H-9z"/>',
    '<path d="M0-9 9 0 0 9-9 0z"/>',
    '<path d="M-9-4H9V4H-9z"/>',
    '<path d="M-9-5-5-9 0-4 5-9 9-5 4 0 9 5 5 9 0 4-5 9-9 5-4 0z"/>',
)
_LINES_OF_A_PLOT, _LINES_OF_A_VALUE = 8, 4
_SIZES = (50, 40, 32, 26)
# The letters of titles and values are narrower than those by which widths are reckoned.
_DISPLAY = 0.9


class Value(NamedTuple):
    """One value in large: whose it is, in words; ``hue`` 0 is plain ink without a shape."""

    label: str
    hue: int
    text: str
    note: str


class SharePicture(NamedTuple):
    """The drawing, and what it shows in words, for those who do not see it."""

    svg: str
    alt: str


def picture_of_comparison(document: ComparisonDocument) -> SharePicture:
    row = telling_row(document)
    if row is None:
        sides = [Value(side.label, place, "", "") for place, side in enumerate(document.sides, start=1)]
        rows = ", ".join(each.dimension.name.lower() for each in document.rows)
        note = f"{len(document.rows)} rows: {rows}"
        alt = f"{document.title}: {note}."
        return SharePicture(_card(document.category.name, document.title, _values(sides, ""), note), alt)
    values = [Value(value.label, value.hue, value.text, value.unit) for value in row.values]
    note = " · ".join(part for part in (row.comparability, row.ratio) if part)
    said = "; ".join(" ".join(part for part in (f"{v.label} {v.text}", v.note) if part) for v in values)
    alt = f"{document.title}. {row.dimension}: {said}."
    return SharePicture(_card(document.category.name, document.title, _values(values, row.dimension), note), alt)


def picture_of_values(kicker: str, title: str, values: Sequence[Value], text: str) -> SharePicture:
    """A title with up to three values; without any, the text."""
    body = _values(values[:3], "") if values else _paragraph(text)
    said = "; ".join(f"{value.label} {value.text} {value.note}".strip() for value in values[:3])
    return SharePicture(_card(kicker, title, body, ""), f"{title}. {said or text}")


def picture_of_plot(kicker: str, title: str, plot: IntervalPlot | None, text: str) -> SharePicture:
    """A title with some lines of a plot, spread over all of them; without a plot, the text."""
    if plot is None:
        return picture_of_values(kicker, title, (), text)
    return SharePicture(_card(kicker, title, _plot(plot), ""), f"{title}. {plot.description}")


def _card(kicker: str, title: str, body: Iterator[str], note: str) -> str:
    """The frame of every picture; ``body`` is drawn between 262 and 560, and moves up under a title of one line."""
    lines = lines_of(title, size=60 * _DISPLAY, width=_INNER, most=2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>',
        f'<g transform="translate({_MARGIN + 10} 66)"><g fill="{_HUES[1]}">{_SHAPES[1]}</g>'
        f'<g transform="translate(24)" fill="{_HUES[2]}">{_SHAPES[2]}</g></g>',
        _text("BrainMatter", _MARGIN + 52, 76, size=30, family="display"),
        _text(kicker, WIDTH - _MARGIN, 74, size=22, fill=_MUTED, anchor="end"),
        *(
            _text(line, _MARGIN - 2, 162 + 64 * place, size=60 if len(lines) > 1 else 66, family="display")
            for place, line in enumerate(lines)
        ),
        f'<g transform="translate(0 {64 * len(lines) - 128})">',
        f'<path d="M{_MARGIN} 262H{WIDTH - _MARGIN}" stroke="{_INK}" stroke-width="2"/>',
        *body,
        "</g>",
    ]
    if note:
        (line, *_) = lines_of(note, size=24, width=_INNER, most=1)
        parts.append(_text(line, _MARGIN, 588, size=24, fill=_MUTED))
    return "".join([*parts, "</svg>"])


def _values(values: Sequence[Value], heading: str) -> Iterator[str]:
    """The values in columns, side by side."""
    if heading:
        yield _text(heading, _MARGIN, 306, size=24, fill=_MUTED)
    width = (_INNER - 40 * (len(values) - 1)) / max(len(values), 1)
    size = _fitting(values, width)
    for place, value in enumerate(values):
        x = _MARGIN + place * (width + 40)
        indent = 30 if value.hue else 0
        if value.hue:
            yield f'<g transform="translate({x + 10:g} 351)" fill="{_HUES[value.hue]}">{_SHAPES[value.hue]}</g>'
        (label, *_) = lines_of(value.label, size=26, width=width - indent, most=1)
        yield _text(label, x + indent, 360, size=26, fill=_HUES[value.hue], weight=600)
        at = 368 + size * 1.1
        for line in lines_of(value.text, size=size * _DISPLAY, width=width, most=_LINES_OF_A_VALUE):
            yield _text(line, x, at, size=size, family="display")
            at += size * 1.12
        for line in lines_of(value.note, size=24, width=width, most=1):
            yield _text(line, x, at - size * 1.12 + 36, size=24, fill=_MUTED)


def _fitting(values: Sequence[Value], width: float) -> int:
    """The largest letters in which every value is whole; the smallest where none is."""
    for size in _SIZES[:-1]:
        most = 2 if size == _SIZES[0] else 3
        if all(len(lines_of(value.text, size=size * _DISPLAY, width=width, most=9)) <= most for value in values):
            return size
    return _SIZES[-1]


def _paragraph(text: str) -> Iterator[str]:
    for place, line in enumerate(lines_of(text, size=34, width=_INNER, most=5)):
        yield _text(line, _MARGIN, 330 + 48 * place, size=34, fill=_MUTED)


def _plot(plot: IntervalPlot) -> Iterator[str]:
    """Names on the left, marks in the middle, figures on the right."""
    panel = plot.panels[0]
    lines = _some([line for group in panel.groups for line in group.lines if line.x is not None and not line.is_hollow])
    left, right, top, step = 390.0, 820.0, 300, 30
    scale = (right - left) / 100
    bottom = top + step * len(lines)
    for tick in panel.named_ticks:
        x = left + tick.x * scale
        yield f'<path d="M{x:.1f} {top - 18}V{bottom - 6}" stroke="{_RULE}" stroke-width="2"/>'
        yield _text(tick.label, x, bottom + 22, size=18, fill=_MUTED, anchor="middle")
    if panel.reference:
        x = left + panel.reference.x * scale
        yield f'<path d="M{x:.1f} {top - 18}V{bottom - 6}" stroke="{_INK}" stroke-width="2" stroke-dasharray="7 5"/>'
    for place, line in enumerate(lines):
        y, hue = top + step * place, _HUES[line.mark.hue]
        (label, *_) = lines_of(line.mark.label, size=23, width=left - _MARGIN - 20, most=1)
        yield _text(label, left - 18, y + 7, size=23, fill=_MUTED, anchor="end")
        if line.bound:
            ends = [left + end * scale for end in line.bound]
            yield f'<path d="M{ends[0]:.1f} {y}H{ends[1]:.1f}" stroke="{hue}" stroke-width="3"/>'
        yield f'<circle cx="{left + (line.x or 0) * scale:.1f}" cy="{y}" r="9" fill="{hue}"/>'
        figure = line.mark.text
        if width_of(figure, 23) > WIDTH - _MARGIN - right - 20:  # its spread is drawn
            figure = figure.partition(" (")[0]
        (figure, *_) = lines_of(figure, size=23, width=WIDTH - _MARGIN - right - 20, most=1)
        yield _text(figure, right + 20, y + 7, size=23)


def _some(lines: Sequence[Line]) -> list[Line]:
    if len(lines) <= _LINES_OF_A_PLOT:
        return list(lines)
    step = (len(lines) - 1) / (_LINES_OF_A_PLOT - 1)
    return [lines[round(step * number)] for number in range(_LINES_OF_A_PLOT)]


def _text(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str = _INK,
    family: str = "sans",
    weight: int = 400,
    anchor: str = "start",
) -> str:
    name = "Brainmatter Display" if family == "display" else "Brainmatter Sans"
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{name}" font-size="{size:g}" font-weight="{weight}"'
        f' text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )
