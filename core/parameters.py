"""The query parameters that a view reads, declared once: for reading them, for addresses, and for what is kept.

    @reads(one=("q", "realm"), many=("unit",))
    def entity_index(request): ...

A declaration puts any query into one form: declared parameters only, in the order declared, without blanks. Two
queries that ask for the same page then have the same form, so a link, a redirect, a canonical address and the key of
a kept answer can never disagree, and nothing that a view does not read travels on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

# No page reads more; a longer query is cut, so that an address cannot ask for endless work.
_MOST_FIELDS = 100
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Parameters:
    """``one``: names of which the last value counts; ``many``: names whose values are a set; ``ordered``: names whose
    values are a list, in an order that counts. Values are trimmed and cut to 300 characters; blank ones are left out.
    """

    one: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()

    def of(self, request: HttpRequest) -> dict[str, str]:
        """The values of the parameters that are read as ``one``; empty where there is none."""
        values = self._by_name(request.META.get("QUERY_STRING", ""))
        return {name: values[name][-1] if name in values else "" for name in self.one}

    def list_of(self, request: HttpRequest, name: str) -> list[str]:
        """The values of a parameter that is read as ``many`` (sorted, each once) or ``ordered``."""
        return list(self._values(self._by_name(request.META.get("QUERY_STRING", "")), name))

    def canonical(self, query: str) -> str:
        """The query in the form of this declaration, as in an address; empty if it asks for nothing."""
        return urlencode(list(self._pairs(self._by_name(query))))

    def address(self, path: str, values: Mapping[str, str | Iterable[str]], fragment: str = "") -> str:
        """The address of this view at ``path`` with these values; raises KeyError for a name that is not declared."""
        for name in values:
            if name not in self._names():
                raise KeyError(f"{name} is not a parameter of this view")
        lists = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
        query = urlencode(list(self._pairs({name: [value for value in many if value] for name, many in lists.items()})))
        return f"{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"

    def knows(self, query: str) -> bool:
        """Whether every name in the query is declared."""
        return all(name in self._names() for name, _ in _fields(query))

    def _names(self) -> tuple[str, ...]:
        return (*self.one, *self.many, *self.ordered)

    def _by_name(self, query: str) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for name, value in _fields(query):
            if cleaned := _cleaned(value):
                values.setdefault(name, []).append(cleaned)
        return values

    def _pairs(self, values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
        for name in self._names():
            for value in self._values(values, name):
                yield name, value

    def _values(self, values: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
        given = values.get(name, ())
        if name in self.one:
            return given[-1:]
        return sorted(set(given)) if name in self.many else given


NO_PARAMETERS = Parameters()


def reads[V: Callable[..., object]](
    *, one: Sequence[str] = (), many: Sequence[str] = (), ordered: Sequence[str] = ()
) -> Callable[[V], V]:
    """Declare what a view reads of the query; put it first, above other decorators. ``parameters_of`` finds it."""

    def declare(view: V) -> V:
        view.parameters = Parameters(tuple(one), tuple(many), tuple(ordered))  # type: ignore[attr-defined]
        return view

    return declare


def parameters_of(view: object) -> Parameters:
    """What the view declares; nothing if it declares nothing."""
    return declared_by(view) or NO_PARAMETERS


def declared_by(view: object) -> Parameters | None:
    """What the view declares; None if it says nothing about what it reads."""
    found = getattr(view, "parameters", None)
    return found if isinstance(found, Parameters) else None


def _fields(query: str) -> list[tuple[str, str]]:
    # Cut before it is parsed: parse_qsl raises an error for more fields, and a reader should get a page.
    pieces = query.split("&", _MOST_FIELDS)[:_MOST_FIELDS]
    return parse_qsl("&".join(pieces), keep_blank_values=True, errors="replace")


def _cleaned(value: str) -> str:
    """NUL becomes a space: PostgreSQL holds no text with it, so nothing could be found by it."""
    return value.replace("\0", " ").strip()[:_LONGEST].strip()
