"""Mail is written to the database in the transaction that it tells of, and sent afterwards by a worker.

letters ──> posting ──> Mail and its Deliveries ──> delivering (the worker) ──> sending (SMTP)

How far a delivery has come:

    waiting ──> connecting ──> handing over ──> sent
       ^            │               │
       └────────────┴───────────────┘   it failed, the worker died, or nobody answered: later again

Only while a mail is handed over (from the line that ends it to the server's answer) can nobody know whether it
has arrived. That phase is written down before it begins, and survives the worker. A mail whose handing over
was not answered is sent again under the same Message-ID, later and later: a duplicate is a smaller harm than a
letter that never comes. After the sixth time it is `unclear`, and the owner is told, as of every other one that
the worker has given up: in the inbox, by the daily digest, and by a mail of its own.
"""
