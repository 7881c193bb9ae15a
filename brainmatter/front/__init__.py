"""The bounded front: one ASGI application before the site's WSGI application, in each worker process.

Slow clients end here: a request reaches a thread of the WSGI application only when it has come in whole.
These modules know nothing of the site. docs/decisions/0002-bounded-front.md says what is bounded where, and why.
"""
