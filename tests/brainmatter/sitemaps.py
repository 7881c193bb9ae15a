"""Reading the sitemap as a search engine does: its list of files, then each of them."""

import re

from django.test import Client


def files_of_sitemap(client: Client) -> list[str]:
    """The addresses of the files."""
    return _addresses(client.get("/sitemap.xml").text)


def listed_in_sitemap(client: Client) -> list[str]:
    """The addresses of all pages, in the order of the files."""
    return [address for file in files_of_sitemap(client) for address in _addresses(text_of_file(client, file))]


def text_of_file(client: Client, file: str) -> str:
    return client.get(file).getvalue().decode()


def _addresses(text: str) -> list[str]:
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", text)
