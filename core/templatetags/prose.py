"""Template filters for editors' prose."""

from django import template
from django.utils.safestring import SafeString

from core import markdown as markdown_module

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    return markdown_module.markdown(text)


@register.filter
def markdown_inline(text: str) -> SafeString:
    return markdown_module.markdown_inline(text)
