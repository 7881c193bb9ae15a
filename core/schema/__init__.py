"""Is the database's schema the one that the models imply?

django_migrations says which migrations ran, not what they made: one that was edited afterwards is believed to have
made what it makes now. So the tables themselves are looked at:

models ──> model_tables.py: made as temporary tables ──┐
                                                       ├──> comparing.py
the tables there are ──────────────────────────────────┘
           both read by catalogue.py
"""
