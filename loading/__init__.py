"""The content as files: read, checked, merged into the database, and written out again.

    files ──yaml_lines──> plain data ──yaml_folder──> records ──records_to_items──> items ──merge──> plan
                                         (schema)                   │                 │                │
                                                                  checks        stored_records    bulk_writing
                                                                                                       ▼
                                                                                                   database

A *record* is what a file says, nested as in the file. An *item* is one row to be: it is compared, merged and written
on its own, so that an editor's change to one citation never stands in the way of a file's change to another.
"""
