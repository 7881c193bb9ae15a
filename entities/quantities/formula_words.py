"""A formula as a sum on the page: "700 W ÷ 989 TFLOP/s = 0.71 pJ/FLOP"."""

from collections.abc import Mapping

from .formula_grammar import Binary, Name, Negation, Node, Number, Power, in_brackets
from .unit_names import superscript

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


def with_numbers(node: Node, shown: Mapping[str, str]) -> str:
    """The formula with what is shown for each name in its place."""

    def inside(child: Node, *, right: bool = False) -> str:
        text = with_numbers(child, shown)
        bare = not in_brackets(child, node, right=right)
        if bare and isinstance(child, Name):
            # "(20 W)²" is not 20 W²; and a range, or a number with its bounds, is read as one.
            bare = not isinstance(node, Power) and "to" not in text.split() and text[:1] not in "<>≈−"
        return text if bare else f"({text})"

    match node:
        case Name(name):
            return shown[name]
        case Number(text):
            return text
        case Negation(operand):
            return f"−{inside(operand)}"
        case Power(operand, exponent):
            return f"{inside(operand)}{superscript(exponent)}"
        case Binary(operator, left, right):
            return f"{inside(left)} {_SIGNS[operator]} {inside(right, right=True)}"
