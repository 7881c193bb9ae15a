"""Using the admin as an editor does: open a page, type into its form, press a button."""

from html.parser import HTMLParser
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse


def address(model: type[Model], page: str, *arguments: object) -> str:
    """The address of a page of a model's admin: changelist, add, change, delete or history."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def save(client: Client, url: str, *, button: str = "_continue", **typed: object) -> Any:
    """Open the form at ``url``, type over what it shows, and press a button. Underscores are those of the fields."""
    page = client.get(url)
    assert page.status_code == 200
    return send_again(client, url, page, button=button, **typed)


def send_again(client: Client, url: str, page: Any, *, button: str = "_continue", **typed: object) -> Any:
    """The same with a page that is open already, such as one that came back with errors."""
    fields = fields_of(page)
    for name, value in typed.items():
        fields[name] = value
    return client.post(url, {**fields, button: "Save"}, follow=True)


def add_inline(page: Any, prefix: str, **typed: object) -> dict[str, object]:
    """What the “Add another” link of an inline would put into the form, with ``typed`` typed into it."""
    fields = fields_of(page)
    number = int(str(fields[f"{prefix}-TOTAL_FORMS"]))
    blank = {
        name.replace("__prefix__", str(number)): value
        for name, value in fields.items()
        if name.startswith(f"{prefix}-__prefix__-")
    }
    written = {f"{prefix}-{number}-{name}": value for name, value in typed.items()}
    return {**blank, **written, f"{prefix}-TOTAL_FORMS": str(number + 1)}


def fields_of(page: Any) -> dict[str, Any]:
    """Every field of the page's main form as a browser would send it."""
    reader = _FormReader()
    reader.feed(page.content.decode())
    return reader.fields


def errors_of(page: Any) -> str:
    """The words of every error on the page."""
    reader = _ErrorReader()
    reader.feed(page.content.decode())
    return " ".join(" ".join(reader.words).split())


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._inside = False
        self._select: tuple[str, bool] | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = found.get("id", "").endswith(("_form", "changelist-form"))
        if not self._inside:
            return
        name = found.get("name", "")
        if tag == "input" and name and found.get("type") not in {"submit", "button"}:
            if found.get("type") not in {"checkbox", "radio"} or "checked" in found:
                self.fields[name] = found.get("value", "on" if found.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = (name, "multiple" in found)
            self.fields[name] = [] if "multiple" in found else ""
        elif tag == "option" and self._select and "selected" in found:
            name, multiple = self._select
            if multiple:
                self.fields[name].append(found.get("value", ""))
            else:
                self.fields[name] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea:
            # A browser drops the line break that opens a textarea.
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


class _ErrorReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_list = tag == "ul" and "errorlist" in (dict(attrs).get("class") or "")
        if is_list or (self._depth and tag == "ul"):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words.append(data)
