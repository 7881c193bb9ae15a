"""The content that the site comes with."""

from io import StringIO

from django.core.management import call_command


def test_the_content_of_the_site_has_no_error() -> None:
    call_command("load_content", "--check", stdout=StringIO())
