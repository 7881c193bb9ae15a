"""Signs that a message was not written by a person with something to say.

A sign never refuses or drops a message: it only decides in which folder of the inbox it is stored, and why.
"""

import re

from django.conf import settings

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_LINK_MARKUP = re.compile(r"<a\s[^>]*href|\[url[=\]]|\[link[=\]]", re.IGNORECASE)
_MOST_LINKS = 3


def signs_of_spam(*, lines: list[str], text: str, trap: str, seconds_open: float) -> list[str]:
    """Why the message belongs into the spam folder, one sentence a reason; empty for the inbox.

    ``lines`` are the short fields (name, subject, ...), ``text`` the message, ``trap`` what stood in the field
    that people cannot see, ``seconds_open`` how long the form was open.
    """
    signs = []
    if trap:
        signs.append("The field that people cannot see was filled in.")
    if seconds_open < settings.CONTACT_MINIMUM_SECONDS:
        signs.append(
            f"Sent {max(0.0, seconds_open):.1f} seconds after the form was opened; "
            f"people need {settings.CONTACT_MINIMUM_SECONDS} or more."
        )
    links = len(_LINK.findall(text))
    if links > _MOST_LINKS:
        signs.append(f"{links} links in the text; more than {_MOST_LINKS} are unusual.")
    if _LINK_MARKUP.search(text):
        signs.append("Links in the markup of forums or web pages.")
    if any(_LINK.search(line) for line in lines):
        signs.append("A link where a name or a subject should be.")
    return signs
