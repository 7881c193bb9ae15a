"""Whole answers, kept compressed in the front's event loop until the published content changes.

    request ──request_key──▶ key ──▶ cache ──▶ the answer that is kept for it, of the present revision and day
                │ none: private          │ none kept
                ▼                        ▼
         the application          the application makes one from a snapshot; it is kept under the snapshot's revision

revision_watch knows the present revision; shared_revision is the memory by which the workers of one host agree on it.
docs/decisions/0003-response-cache.md says why it is built so and what was measured.
"""
