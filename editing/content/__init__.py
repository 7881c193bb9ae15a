"""The content as files: read, checked, merged into the database, and written out again.

    files ──parsing──> plain data ──reading──> records ──flattening──> items ──merging──> plan ──writing──> database
                                      (schema)              │              │
                                                         checking   items of the database (storing)

A *record* is what a file says, nested as in the file. An *item* is one row to be: it is compared, merged and written
on its own, so that an editor's change to one citation never stands in the way of a file's change to another.
"""
