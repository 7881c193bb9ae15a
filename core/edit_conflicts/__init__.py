"""Two editors on one page: the second to save sees what the first one saved, and nothing is overwritten in silence.

page opened ──> stamp: a digest of every field, hidden in the form            (stamps.py, sent_values.py)
page saved  ──> row lock ──> digests of what is stored now, against the stamp
                  ├── the same: saved as ever
                  └── different: not saved; the form comes back on top of what is stored (merging_forms.py),
                      with who saved, when, and both values of each field           (last_saves.py)

`ConflictCheckedAdmin` (admin.py) does this for the form with its inlines, for deleting and for acts on a list.
"""

from core.edit_conflicts.admin import ConflictCheckedAdmin

__all__ = ["ConflictCheckedAdmin"]
