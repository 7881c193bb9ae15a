"""The site as a WSGI application. It does not start with settings or on a database that it cannot work with."""

import os
import sys

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.db import InterfaceError, OperationalError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brainmatter.settings")

application = get_wsgi_application()


def _refuse_what_cannot_work() -> None:
    # These need the apps.
    from brainmatter.checks import TOGETHER
    from core.schema.comparing import WrongSchemaError, require_expected_schema

    if errors := run_checks(tags=[TOGETHER]):
        sys.exit("\n".join(str(error) for error in errors))
    try:
        require_expected_schema()
    except WrongSchemaError as error:
        sys.exit(str(error))
    except (OperationalError, InterfaceError):
        pass  # Without a database readers are asked to come back; /readyz looks at the schema once there is one.
    finally:
        connections.close_all()  # A server may fork from here, and no two processes may share a connection.


_refuse_what_cannot_work()
