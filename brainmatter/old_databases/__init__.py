"""Bringing databases that were made before the migrations were rewritten up to where the present ones begin.

`migrations/` holds the earlier migrations of four apps as they were (commit 56ad2b3 replaced them; the one change is
noted in inquiries/0003). They are never to be used for anything else, and never to be extended.
"""
