"""How gunicorn serves the site: bounded threads, so that the database's connections are bounded with them."""

from brainmatter.environment import integer, text

_port = integer("PORT", default=8000)
bind = text("BIND", default=f"127.0.0.1:{_port}")
worker_class = "gthread"
workers = integer("WEB_WORKERS", default=2)
threads = integer("WEB_THREADS", default=4)
