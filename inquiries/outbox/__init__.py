"""Mail is written to the database in the transaction that it tells of, and sent afterwards by a worker.

letters ──> posting ──> Mail and its Deliveries ──> delivering (the worker) ──> sending (SMTP)

How far a delivery has come:

    waiting ──> connecting ──> handing over ──> sent
       ^            │               │
       └────────────┴───────────────┘   it failed, the worker died, or nobody answered: later again

Only while a mail is handed over (from the end of DATA to the server's answer) can nobody know whether it
has arrived. That phase is written down before it begins, and survives the worker. A mail whose handing over
was not answered is sent once more, under the same Message-ID: at most one duplicate. If that is not answered
either, it is `unclear`, shown in the admin, and a person decides.
"""
