"""How gunicorn serves the site. docs/decisions/0001-wsgi-server.md says why it is gunicorn, with these threads.

Each thread keeps one connection to the database, so that workers x threads is also the most
connections that one copy of this server ever holds, however many readers arrive at once.
"""

import logging
import os
import signal
from typing import Any

from brainmatter.environment import integer, text
from brainmatter.local.programs import end_with_parent

_port = integer("PORT", default=8000)
bind = text("BIND", default=f"127.0.0.1:{_port}")
worker_class = "gthread"
workers = integer("WEB_WORKERS", default=2)
threads = integer("WEB_THREADS", default=4)
# Loaded once and then forked: a quicker start, less memory, and nobody answered before the site is there.
preload_app = True

# A request may take so long, and be cut off so late, when the server is asked to stop.
timeout = 30
graceful_timeout = 5
# Longer than proxies keep their connections to us (nginx: 60 s), or they would now and then send a message
# down one that has just been closed.
keepalive = 75
# In memory: on a busy disk a heartbeat could come late and cost a worker its life.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True
loglevel = "warning"
# Django leaves the body in its answers to HEAD and gunicorn drops it: nothing to warn of.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def post_fork(server: Any, worker: Any) -> None:
    """Have a worker die with its master, however that dies: one that lived on would keep the port."""
    end_with_parent(signal.SIGKILL)
