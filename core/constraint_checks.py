"""The models' own constraints, judged on plain values: no database, and no second copy of any rule.

The content files and the forms of the admin are judged by these functions alike, before the database is asked: what
a migration adds to a model is thereby checked in both, in the same words. A constraint that looks at a column which is
not stated is left to the database.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

type Values = Mapping[str, Any]  # column -> value; a foreign key holds anything that tells one target from another


class UnreadableConstraintError(Exception):
    """The condition uses something that cannot be judged here."""


# SQL compares nothing with NULL: the answer is neither true nor false, which Python's None stands for.
_LOOKUPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, other: bool(value == other),
    "in": lambda value, others: value in others,
    "regex": lambda value, pattern: re.search(pattern, value) is not None,
    "gt": lambda value, other: bool(value > other),
    "gte": lambda value, other: bool(value >= other),
    "lt": lambda value, other: bool(value < other),
    "lte": lambda value, other: bool(value <= other),
    "range": lambda value, ends: bool(ends[0] <= value <= ends[1]),
}


def values_of(instance: models.Model) -> Values:
    """The row that this instance would be."""
    return {field.name: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


@dataclass(frozen=True)
class Violation:
    """A constraint that the values break, and the columns it looks at."""

    columns: tuple[str, ...]
    message: str


def violations(model: type[models.Model], values: Values) -> Iterator[Violation]:
    """The check constraints of the model that a row with these values would break."""
    for constraint, columns in _checks(model):
        if columns <= values.keys() and holds(constraint.condition, values) is False:
            yield Violation(tuple(name for name in values if name in columns), _message(constraint))


@dataclass(frozen=True)
class Uniqueness:
    """What no two rows of a model share. ``of`` gives what is compared, or None for a row that may be like others;
    ``name`` is that of the constraint, or empty for a column that is unique by itself."""

    name: str
    columns: frozenset[str]
    message: str
    of: Callable[[Values], Any]


@cache
def uniquenesses(model: type[models.Model]) -> tuple[Uniqueness, ...]:
    """Everything the model's unique constraints and unique columns forbid two rows to share."""
    found = [_unique(constraint) for constraint in model._meta.constraints if _is_unique(constraint)]
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            message = f"This {field.verbose_name} is taken."
            found.append(Uniqueness("", frozenset({field.name}), message, itemgetter(field.name)))
    return tuple(found)


def holds(condition: Any, values: Values) -> bool | None:
    """Whether the condition (a Q) is true of the values; None where SQL would answer NULL."""
    answers: list[bool | None] = []
    for child in condition.children:
        if isinstance(child, Q):
            answers.append(holds(child, values))
        else:
            name, other = child
            answers.append(_lookup(name, other, values))
    if condition.connector == Q.AND:
        answer = False if False in answers else None if None in answers else True
    elif condition.connector == Q.OR:
        answer = True if True in answers else None if None in answers else False
    else:
        raise UnreadableConstraintError(condition.connector)
    return (None if answer is None else not answer) if condition.negated else answer


def _lookup(name: str, other: Any, values: Values) -> bool | None:
    column, _, lookup = name.partition("__")
    value = values[column]
    if lookup == "isnull":
        return bool((value is None) is other)
    if isinstance(other, F):
        other = values[_name(other)]
    if value is None or other is None:
        return None
    if (lookup or "exact") not in _LOOKUPS:
        raise UnreadableConstraintError(name)
    return _LOOKUPS[lookup or "exact"](value, other)


@cache
def _checks(model: type[models.Model]) -> tuple[tuple[models.CheckConstraint, frozenset[str]], ...]:
    return tuple(
        (constraint, frozenset(_columns(constraint.condition)))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q)
    )


def _columns(condition: Any) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _columns(child)
        else:
            name, other = child
            yield name.partition("__")[0]
            if isinstance(other, F):
                yield _name(other)


def _is_unique(constraint: object) -> bool:
    return isinstance(constraint, models.UniqueConstraint)


def _unique(constraint: Any) -> Uniqueness:
    parts = [_part(expression) for expression in (*constraint.expressions, *map(F, constraint.fields))]
    columns = {name for name, _ in parts} | (set(_columns(constraint.condition)) if constraint.condition else set())

    def compared(values: Values) -> Any:
        if constraint.condition and holds(constraint.condition, values) is not True:
            return None
        key = tuple(None if values[name] is None else change(values[name]) for name, change in parts)
        return None if None in key and constraint.nulls_distinct is not False else key

    return Uniqueness(constraint.name, frozenset(columns), _message(constraint), compared)


def _part(expression: Any) -> tuple[str, Callable[[Any], Any]]:
    if isinstance(expression, F):
        return _name(expression), lambda value: value
    if isinstance(expression, Lower):
        (inner,) = expression.get_source_expressions()
        return _name(inner), lambda value: value.lower()
    raise UnreadableConstraintError(str(expression))


def _name(expression: Any) -> str:
    return str(expression.name)


def _message(constraint: Any) -> str:
    return str(constraint.get_violation_error_message())
