"""Reading a formula such as "power / throughput": a small grammar of our own, and nothing that Python would run.

    sum     = product, then any number of + product or - product
    product = signed, then any number of * signed or / signed
    signed  = - signed, or power
    power   = operand, with ** and a whole number from -6 to 6 behind it at most once
    operand = a name, a number, or a sum in brackets

Length, depth, number of operands and powers are bounded: any text at all becomes a formula or a FormulaError at once.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .figures import QuantityError

MAX_LENGTH = 300
MAX_DEPTH = 20
MAX_OPERANDS = 40
MAX_POWER = 6
# How often inputs and numbers are multiplied with each other at most, powers included: (a ** 6) ** 6 counts 36.
MAX_DEGREE = 40
MAX_NAME = 40
MAX_DIGITS = 30

Operator = Literal["+", "-", "*", "/"]


class FormulaError(QuantityError):
    """A formula that was not understood or cannot be worked out; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written into the formula: exact, and without a unit."""

    text: str

    @property
    def value(self) -> Fraction:
        return Fraction(self.text)


@dataclass(frozen=True, slots=True)
class Name:
    """An input, called by its short name."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus what follows."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what is done with them."""

    operator: Operator
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """An operand raised to a whole number other than zero."""

    operand: "Node"
    exponent: int


type Node = Number | Name | Negation | Binary | Power


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read. `names` are its inputs in the order in which they first stand; `text` is written the
    one canonical way: single spaces, no bracket too many."""

    root: Node
    names: tuple[str, ...]
    text: str


_TOKEN = re.compile(r"(?P<name>[a-z][a-z0-9_]*)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<mark>\*\*|[-+*/()])")
_INSTEAD = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "^": "**", ",": "a point for decimals", "%": "/ 100"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


def _refusal(place: int, message: str) -> FormulaError:
    return FormulaError(f"At character {place + 1} of the formula: {message}")


def _unreadable(text: str, place: int) -> FormulaError:
    letter = text[place]
    if instead := _INSTEAD.get(letter):
        return _refusal(place, f"write {instead} instead of “{letter}”.")
    if letter.isascii() and letter.isupper():
        return _refusal(place, f"“{letter}” is a capital; names are written in small letters.")
    if letter == ".":
        return _refusal(place, "a number has digits on both sides of its point, as in 0.5.")
    shown = f"“{letter}”" if letter.isprintable() else f"the unprintable character U+{ord(letter):04X}"
    return _refusal(
        place,
        f"{shown} has no meaning here. A formula is made of names (a to z, 0 to 9 and _), decimal numbers, "
        "+ - * / **, and brackets.",
    )


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while place < len(text):
        if text[place] in " \t\r\n":
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        kind, piece = match.lastgroup or "", match.group()
        if kind == "name" and len(piece) > MAX_NAME:
            raise _refusal(place, f"the name has {len(piece)} characters; the limit is {MAX_NAME}.")
        if kind == "number" and len(piece) > MAX_DIGITS:
            raise _refusal(place, f"the number has {len(piece)} characters; the limit is {MAX_DIGITS}.")
        if kind == "number" and re.match(r"[a-z_]", text[match.end() : match.end() + 1]):
            raise _refusal(place, f"“{piece}{text[match.end()]}” is neither a number nor a name: write the * out.")
        found.append(_Token(kind, piece, place))
        place = match.end()
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.operands = 0

    def peek(self) -> _Token:
        if self.position < len(self.tokens):
            return self.tokens[self.position]
        return _Token("end", "", len(self.text))

    def take(self, *marks: str) -> _Token | None:
        token = self.peek()
        if token.kind == "mark" and token.text in marks:
            self.position += 1
            return token
        return None

    def read(self) -> Node:
        root = self.sum(0)
        if self.peek().kind != "end":
            extra = self.peek()
            if extra.text == ")":
                raise _refusal(extra.place, "this bracket was never opened.")
            raise _refusal(extra.place, f"I expected an operator (+ - * /) before “{extra.text}”.")
        return root

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while token := self.take("+", "-"):
            node = Binary("+" if token.text == "+" else "-", node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.signed(depth)
        while token := self.take("*", "/"):
            node = Binary("*" if token.text == "*" else "/", node, self.signed(depth))
        return node

    def signed(self, depth: int) -> Node:
        if token := self.take("-"):
            self.within(depth, token)
            return Negation(self.signed(depth + 1))
        return self.power(depth)

    def power(self, depth: int) -> Node:
        operand = self.operand(depth)
        if self.take("**") is None:
            return operand
        minus = self.take("-")
        token = self.peek()
        if token.kind != "number" or "." in token.text or not 1 <= int(token.text) <= MAX_POWER:
            raise _refusal(
                token.place, f"after ** stands one whole number from 1 to {MAX_POWER}, or its negative, and no name."
            )
        self.position += 1
        if repeated := self.take("**"):
            raise _refusal(repeated.place, "a power of a power is written with brackets, as in (x ** 2) ** 3.")
        return Power(operand, -int(token.text) if minus else int(token.text))

    def operand(self, depth: int) -> Node:
        token = self.peek()
        self.position += 1
        if token.text == "(":
            self.within(depth, token)
            node = self.sum(depth + 1)
            if self.take(")") is None:
                if self.peek().kind == "end":
                    raise _refusal(token.place, "this bracket is never closed.")
                raise _refusal(self.peek().place, f"I expected an operator or a ) before “{self.peek().text}”.")
            return node
        if token.kind in ("name", "number"):
            self.operands += 1
            if self.operands > MAX_OPERANDS:
                raise _refusal(token.place, f"a formula has at most {MAX_OPERANDS} names and numbers.")
            return Name(token.text) if token.kind == "name" else Number(token.text)
        if token.kind == "end":
            raise _refusal(token.place, "the formula ends where a name or a number should stand.")
        raise _refusal(token.place, f"a name or a number should stand where “{token.text}” is.")

    @staticmethod
    def within(depth: int, token: _Token) -> None:
        if depth >= MAX_DEPTH:
            raise _refusal(token.place, f"brackets and signs are nested more than {MAX_DEPTH} deep.")


def _degree(node: Node) -> int:
    match node:
        case Number() | Name():
            return 1
        case Negation(operand):
            return _degree(operand)
        case Power(operand, exponent):
            return _degree(operand) * abs(exponent)
        case Binary(_, left, right):
            return _degree(left) + _degree(right)


def names_in(node: Node) -> tuple[str, ...]:
    """The names below a node in the order in which they stand, each as often as it stands."""
    match node:
        case Name(name):
            return (name,)
        case Number():
            return ()
        case Negation(operand) | Power(operand, _):
            return names_in(operand)
        case Binary(_, left, right):
            return names_in(left) + names_in(right)


def strength(node: Node) -> int:
    """How firmly a node holds together: 1 a sum, 2 a product or a minus sign, 3 a power, 4 a name or a number."""
    match node:
        case Binary(operator, _, _):
            return 1 if operator in "+-" else 2
        case Negation():
            return 2
        case Power():
            return 3
        case _:
            return 4


def in_brackets(child: Node, parent: Node, *, right: bool = False) -> bool:
    """Whether brackets stand round an operand of `parent`, so that the text is read as the tree is meant."""
    match parent:
        case Power():
            return strength(child) < 4
        case Negation():
            # "-a * b" is read as (-a) * b, so a product below a minus needs its brackets; "--a" does not.
            return strength(child) < 3 and not isinstance(child, Negation)
        case Binary():
            mine = strength(parent)
            return strength(child) <= mine and not isinstance(child, Negation) if right else strength(child) < mine
        case _:
            return False


def _written(node: Node) -> str:
    def inside(child: Node, *, right: bool = False) -> str:
        text = _written(child)
        return f"({text})" if in_brackets(child, node, right=right) else text

    match node:
        case Name(name):
            return name
        case Number(text):
            return text
        case Negation(operand):
            return f"-{inside(operand)}"
        case Power(operand, exponent):
            return f"{inside(operand)} ** {exponent}"
        case Binary(operator, left, right):
            return f"{inside(left)} {operator} {inside(right, right=True)}"


def parse_formula(text: str) -> Formula:
    """Read a formula. Raises FormulaError, naming the place, for anything that the grammar above does not know."""
    if not text.strip():
        raise FormulaError("The formula is empty.")
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"A formula of {len(text)} characters is too long; the limit is {MAX_LENGTH}.")
    root = _Reader(text).read()
    if _degree(root) > MAX_DEGREE:
        raise FormulaError(f"The formula multiplies too much: at most {MAX_DEGREE} factors, powers included.")
    return Formula(root, tuple(dict.fromkeys(names_in(root))), _written(root))
