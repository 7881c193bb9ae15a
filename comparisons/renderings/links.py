"""The addresses that a page of a document needs, made by one builder from what its view declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from comparisons.renderings.choices import CHOICES, Choices
from core.parameters import Parameters


@dataclass(frozen=True)
class Links:
    """``path`` is the page's own; empty where it has no switches. A page that shows an edition has two more: that of
    the ``comparison``, which always shows the latest one, and the permanent one of the ``edition``. ``asked`` is what
    else the page's address says, by the names that its view declares in ``parameters``.
    """

    path: str = ""
    comparison: str = ""
    edition: str = ""
    asked: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    parameters: Parameters = CHOICES

    def choosing(self, choices: Choices, fragment: str) -> str:
        """The address of this page with these choices."""
        return self.parameters.address(self.path, {**self.asked, **choices.values()}, fragment)


NO_LINKS = Links()
