"""{% include_kept %}: a template that is rendered once for what it shows, however many pages show it.

    {% load kept %}
    {% include_kept "comparisons/parts/row.html" with row=row links=links %}

Like `include … with … only`: the template sees these values and nothing else, so what it makes depends on nothing else.
It is kept by their content (`core/content_keys.py`). After one claim was edited, the rows of a page that show others
are therefore found again, and so is a work that stands on another page. What the template shows must follow from the
values: nothing of the request, no clock, no database.

    {% include_kept "comparisons/parts/row.html" with row=row put edition_path=links.edition %}

What would make all parts differ for one small thing, such as the number of the edition in a link, is put in afterwards.
The template may print such a value and ask whether there is one, no more.
"""

import sys
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape

from core.content_keys import content_key
from core.kept_values import KeptValues

# Of this process. As much as all parts of the pages that readers ask for most, and little beside all else.
_MOST_BYTES = 4 << 20

# Stands where a value is put in afterwards; characters that no text has (Unicode keeps them free for this).
_PLACE = "\ufdd0{}\ufdd1"

register = template.Library()
_fragments: KeptValues[str] = KeptValues(sys.getsizeof, most_bytes=_MOST_BYTES)


def forget_fragments() -> None:
    """As in a process that has rendered nothing yet."""
    _fragments.clear()


class IncludeKept(template.Node):
    """A template with the values that it shows, and those that are put in afterwards, by name."""

    def __init__(self, name: str, values: dict[str, FilterExpression], put: dict[str, FilterExpression]) -> None:
        self._name = name
        self._values = values
        self._put = put

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self._values.items()}
        put = {name: value.resolve(context) for name, value in self._put.items()}
        if context.template is not None and context.template.engine.debug:
            return self._rendered(context, values | put)  # templates change while somebody works on them
        values |= {name: _PLACE.format(name) if value else "" for name, value in put.items()}
        key = content_key(self._name, context.autoescape, *values.values())
        fragment = _fragments.get(key, lambda: self._rendered(context, values))
        for name, value in put.items():
            fragment = fragment.replace(_PLACE.format(name), conditional_escape(value)) if value else fragment
        return fragment

    def _rendered(self, context: Context, values: dict[str, Any]) -> str:
        if context.template is None:
            raise template.TemplateSyntaxError("include_kept needs a template around it.")
        return str(context.template.engine.get_template(self._name).render(context.new(values)))


@register.tag
def include_kept(parser: Parser, token: Token) -> IncludeKept:
    """`{% include_kept "name.html" with value=… put value=… %}`; the name stands in quotes."""
    _, name, *rest = token.split_contents()
    if not (name[0] == name[-1] == '"') or rest[:1] != ["with"]:
        raise template.TemplateSyntaxError('It is {% include_kept "name.html" with value=… %}.')
    place = rest.index("put") if "put" in rest else len(rest)
    words, put_words = rest[1:place], rest[place + 1 :]
    values, put = token_kwargs(words, parser), token_kwargs(put_words, parser)
    if words or put_words or not values:
        raise template.TemplateSyntaxError(f"{name}: not understood: {' '.join([*words, *put_words])}")
    return IncludeKept(name.strip('"'), values, put)
