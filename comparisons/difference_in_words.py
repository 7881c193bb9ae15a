"""A difference of two documents in sentences, in the words of the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from citations.formatting import without_markup
from citations.models import PublicationStatus, SourceCheck, Stance
from citations.works import Work
from comparisons.changes import (
    AssumptionChange,
    CitationChange,
    Cited,
    Difference,
    FieldChange,
    RatioChange,
    RowChange,
    SideChange,
    StatementChange,
    WorkChange,
    either,
)
from comparisons.documents import StatementPart
from comparisons.field_words import FIELD_WORDS
from comparisons.models import Comparability
from comparisons.renderings.view_models import MARKERS, MISSING_WORDS
from core.publishing_status import Drafting

_SHORT = 70  # texts up to here are quoted, longer ones are “reworded”
_MOST_WORKS = 3  # described differently, each with a sentence of its own

# What is said of a source, and goes with it where a figure follows from others from now on.
_OF_A_SOURCE = {"locator", "source_check", "source_checked_on", "source_check_seen"}
_CONVERTED = {"canonical_value", "canonical_low", "canonical_high"}
_PRINTED = {"text", "value", "low", "high"}  # what the text of a figure shows


def sentences(found: Difference) -> Iterator[str]:
    """Each change in a sentence: warnings about works first, then in the order of the page, words about it last."""
    noticed = [change for change in found.works if _is_noticed(change)]
    yield from (_notice(change) for change in noticed)
    yield from map(_of_side, found.sides)
    for row in found.rows:
        yield from _of_row(row)
    yield from map(_of_statement, found.points)
    yield from map(_of_assumption, found.assumptions)
    yield from _of_works([change for change in found.works if change not in noticed])
    yield from (_sentence("", [_field(field)]) for field in found.fields)
    for name in found.reordered:
        yield f"The {name} stand in another order."


# --- Sides and rows ----------------------------------------------------------------------------


def _of_side(change: SideChange) -> str:
    if change.before is None or change.after is None:
        side = either(change.before, change.after)
        return f"Side {'added' if change.before is None else 'removed'}: {side.label}."
    return _sentence(change.after.label, map(_field, change.fields))


def _of_row(change: RowChange) -> Iterator[str]:
    if change.before is None or change.after is None:
        row = either(change.before, change.after)
        yield f"Row {'added' if change.before is None else 'removed'}: {row.dimension.name}."
        return
    yield from map(_of_statement, change.cells)
    yield from (_of_ratio(change.after.dimension.name, ratio) for ratio in change.ratios)
    if words := [_field(field) for field in change.fields if not _follows(field, change.fields)]:
        yield _sentence(change.after.dimension.name, words)


def _follows(field: FieldChange, fields: Sequence[FieldChange]) -> bool:
    """Whether the field says only what another one says already."""
    others = {other.field for other in fields}
    return (field.field == "comparability_basis" and "comparability" in others) or (
        field.field == "review_due" and "as_of" in others
    )


def _of_ratio(row: str, change: RatioChange) -> str:
    place = f"{row}, {change.over} to {change.under}"
    if change.after is None:
        return f"{place}: ratio removed."
    if change.before is None:
        return f"{place}: ratio added, {change.after.text}."
    if change.before.text == change.after.text:
        return f"{place}: ratio worked out anew, with the same result."
    return f"{place}: ratio {_from_to(change.before.text, change.after.text)}."


# --- Statements --------------------------------------------------------------------------------


def _of_statement(change: StatementChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        shown = either(before, after)
        return f"{change.place} {'added' if before is None else 'removed'}: {_quoted(shown)}."
    fields = {field.field: field for field in change.fields}
    words = [*_value(before, after, fields)]
    said = "text" in fields or "missing" in fields
    for citation in change.citations:
        words += _of_citation(citation, figure_is_said=said and _is_headline(citation, before, after))
    words += _markers(before, after)
    told = {"text", "missing", "claim", "markers"}
    words += [
        _field(field) for field in change.fields if field.field not in told and not _follows(field, change.fields)
    ]
    return _sentence(change.place, words or ["changed"])


def _value(before: StatementPart, after: StatementPart, fields: dict[str, FieldChange]) -> Iterator[str]:
    """What it says now."""
    if "claim" in fields and not before.claim:
        yield f"now {_quoted(after)}"
    elif "claim" in fields and not after.claim:
        yield "no longer says anything"
    elif "missing" in fields:
        yield f"now {_quoted(after)}"
    elif "text" in fields:
        yield _from_to(_plain(before.text), _plain(after.text), reworded="reworded")
    elif "claim" in fields:
        yield "rests on another claim"


def _quoted(statement: StatementPart) -> str:
    if statement.missing:
        return f"“{MISSING_WORDS[statement.missing]}”"
    text = _plain(statement.text)
    return f"“{text if len(text) <= _SHORT else text[:_SHORT].rsplit(' ', 1)[0] + ' …'}”"


def _is_headline(change: CitationChange, before: StatementPart, after: StatementPart) -> bool:
    """Whether the figure is the one that the text of the cell gives, both times."""
    return (
        change.before is not None
        and change.after is not None
        and change.before.citation.figure is before.headline
        and change.after.citation.figure is after.headline
    )


def _markers(before: StatementPart, after: StatementPart) -> Iterator[str]:
    for marker in after.markers:
        if marker not in before.markers:
            yield f"now marked “{MARKERS[marker][0]}”"
    for marker in before.markers:
        if marker not in after.markers:
            yield f"no longer marked “{MARKERS[marker][0]}”"


# --- Citations ---------------------------------------------------------------------------------


def _of_citation(change: CitationChange, *, figure_is_said: bool = False) -> Iterator[str]:
    if change.before is None or change.after is None:
        cited = either(change.before, change.after)
        yield f"source {'added' if change.before is None else 'removed'}: {_cited(cited)}"
        return
    name = _named(change.after)
    if change.before.work.key != change.after.work.key and not change.fields and not change.figure:
        yield f"now cites {name}"
    fields = change.fields
    if any(field.field == "derivation" for field in fields):
        fields = tuple(field for field in fields if field.field not in _OF_A_SOURCE)
    for field in fields:
        yield from _citation_field(field, name)
    inside = {field.field for field in change.figure}
    figures = (change.before.citation.figure, change.after.citation.figure)
    if inside & _PRINTED and not figure_is_said and figures[0] and figures[1]:
        yield f"figure of {name} {_from_to(figures[0].text, figures[1].text, reworded='anew')}"
    if "rank" in inside and figures[1]:
        yield f"figure of {name} now {figures[1].rank}"
    others = [FIELD_WORDS[name_] for name_ in _without_told(inside)]
    if others:
        yield f"{_listed(others)} of the figure of {name} changed"
    elif inside and inside <= _CONVERTED:
        yield f"figure of {name} converted anew"


def _without_told(inside: set[str]) -> list[str]:
    told = _PRINTED | _CONVERTED | {"rank"}
    return sorted(name for name in inside if name not in told and not (name == "rank_reason" and "rank" in inside))


def _citation_field(field: FieldChange, name: str) -> Iterator[str]:
    match field.field:
        case "stance":
            yield f"{name} now {Stance(field.after).label.lower()}"
        case "source_check":
            yield (
                f"{name} {SourceCheck(field.after).label}"
                if field.after
                else f"{name} no longer held against its source"
            )
        case "input":
            yield f"figure of {name} worked out anew, because {_input(field)}"
        case "derivation" if field.before is None and field.after.borrows:
            yield f"figure now that of {name}, entered once for both"
        case "derivation" if field.before is None:
            yield f"figure of {name} now follows from others: {field.after.sentence}"
        case "derivation":
            yield f"figure of {name} now entered from its source"
        case "unfounded":
            yield f"figure of {name} {'no longer founded' if field.after else 'founded again'}"
        case "figure":
            yield f"figure of {name} added: {field.after.text}" if field.after else f"figure of {name} removed"
        case _:
            yield f"{FIELD_WORDS[field.field]} in {name} changed"


def _input(field: FieldChange) -> str:
    """What happened to an input of a formula."""
    before, after = field.before, field.after
    shown = after or before
    of = f"{shown.dimension or shown.claim} of {shown.entity}" if shown.claim else f"“{shown.name}”"
    if before is None or after is None:
        return f"{of} {'goes' if before is None else 'no longer goes'} into it"
    if before.sentence and after.sentence and before.sentence != after.sentence:
        return f"{of} is now {after.sentence} (was {before.sentence})"
    if before.text != after.text:
        return f"{of} changed {_from_to(before.text, after.text, reworded='')}".rstrip()
    return f"{of} changed"


def _cited(cited: Cited) -> str:
    figure = cited.citation.figure
    return f"{_named(cited)} ({figure.text})" if figure else _named(cited)


def _named(cited: Cited) -> str:
    """What a sentence calls a citation: by its work, or by what its figure follows from."""
    derivation = cited.citation.derivation
    if derivation is None:
        return _short(cited.work)
    names = [each.entity for each in derivation.inputs if each.entity]
    return _listed(names) if names else _short(cited.work)


def _short(work: Work) -> str:
    """A work as a sentence names it: “Azevedo et al. 2009”; by its title where nobody signs it."""
    names = [name.short for name in work.authors]
    if not names:
        return f"“{_plain(work.title)[:_SHORT]}”"
    many = len(names) > 2 or work.authors_incomplete
    who = f"{names[0]} et al." if many else " and ".join(names)
    return f"{who} {work.year}" if work.year else who


# --- Assumptions and works ---------------------------------------------------------------------


def _of_assumption(change: AssumptionChange) -> str:
    part = either(change.before, change.after)
    if change.before is None or change.after is None:
        return f"Assumption {'added' if change.before is None else 'removed'}: {part.name}."
    words = [_field(field) for field in change.fields]
    for citation in change.citations:
        words += _of_citation(citation)
    return _sentence(f"Assumption “{part.name}”", words)


def _is_noticed(change: WorkChange) -> bool:
    return any(field.field == "publication_status" for field in change.fields)


def _notice(change: WorkChange) -> str:
    status = PublicationStatus(change.after.publication_status).label.lower()
    return f"{_short(change.after)}: publication status now “{status}”."


def _of_works(changes: Sequence[WorkChange]) -> Iterator[str]:
    if len(changes) > _MOST_WORKS:
        yield f"{len(changes)} references described anew."
        return
    for change in changes:
        names = _listed([FIELD_WORDS[field.field] for field in change.fields])
        yield f"{_short(change.after)}: {names} of the reference changed."


# --- Words -------------------------------------------------------------------------------------


def _field(field: FieldChange) -> str:
    """A field that changed: quoted where it is short, “reworded” where it is prose."""
    name = FIELD_WORDS[field.field]
    match field.field:
        case "drafting":
            return f"now “{Drafting(field.after).label}”" if field.after else f"{name} no longer said"
        case "comparability" if field.after in Comparability.values:
            return f"cells now called {Comparability(field.after).label.lower()}"
        case "comparability":
            return "comparability not judged any more"
        case "category":
            return f"{name} {_from_to(field.before.name, field.after.name)}"
        case "order":
            return "citations in another order"
    if isinstance(field.after, bool) or isinstance(field.before, bool):
        return f"{name} changed"
    before, after = _as_text(field.before), _as_text(field.after)
    if not before:
        return f"{name} added"
    if not after:
        return f"{name} removed"
    return f"{name} {_from_to(before, after)}"


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return _plain(value)
    return str(value) if isinstance(value, date | Decimal | int) else ""


def _from_to(before: str, after: str, *, reworded: str = "reworded") -> str:
    """“from 71 to 70.9 million neurons”: what both end with is said once. Long texts are only called reworded."""
    if not before or not after or len(before) > _SHORT or len(after) > _SHORT or before == after:
        return reworded
    if before.endswith(".") or after.endswith(".") or _numbers(before) == _numbers(after):
        return f"from “{before}” to “{after}”"
    first, second = before.split(" "), after.split(" ")
    while min(len(first), len(second)) > 1 and first[-1] == second[-1] and not _numbers(first[-1]):
        first.pop()
        second.pop()
    return f"from {' '.join(first)} to {after}"


def _numbers(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)


def _plain(text: str) -> str:
    return " ".join(without_markup(text).split())


def _listed(names: Sequence[str]) -> str:
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last


def _sentence(place: str, words: Iterable[str]) -> str:
    said = "; ".join(words)
    return f"{place}: {said}." if place else f"{said[:1].upper()}{said[1:]}."
