"""What an account is on this site, in one word that the record keeps: an edition's author, an entry of a history.

Which permissions the groups have is declared in the editors' app; here are only their names.
"""

from django.contrib.auth.models import User

WRITERS = "Writers"
EDITORS = "Editors"
CORRESPONDENTS = "Correspondents"
ADMINISTRATORS = "Administrators"

LOADER = "content loader"
NO_ROLE = "account without a group"

# The highest first.
_ROLES = {
    ADMINISTRATORS: "administrator",
    EDITORS: "editor",
    WRITERS: "writer",
    CORRESPONDENTS: "correspondent",
}


def role_of(user: User | None) -> str:
    """The highest role of an account as it is now: “editor”. A command, without an account, is the content loader.

    A superuser is an administrator, whatever the groups; a group that somebody made here is called by its own name.
    One query.
    """
    if user is None:
        return LOADER
    if user.is_superuser:
        return _ROLES[ADMINISTRATORS]
    groups = sorted(user.groups.values_list("name", flat=True))
    known = [role for group, role in _ROLES.items() if group in groups]
    return (known or groups or [NO_ROLE])[0]
