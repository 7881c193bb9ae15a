"""When a printed number is the rounded form of a computed one."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext


def agrees(printed: Decimal, computed: Decimal, *, digits: int | None = None) -> bool:
    """Whether `computed`, rounded to the digits of `printed`, is `printed`.

    Trailing zeros of a whole number are not digits (3,400 has two) unless `digits` says so; those after a decimal
    point are (20.0 has three).
    """
    if digits is None:
        whole = printed == printed.to_integral_value() and printed.as_tuple().exponent >= 0
        digits = len((printed.normalize() if whole else printed).as_tuple().digits)
    with localcontext(Context(prec=60)):
        exact = +computed
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(exact) == printed
