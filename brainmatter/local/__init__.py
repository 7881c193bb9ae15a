"""Running the site on one's own machine: its folder, its database, its demonstration.

Nothing here imports Django. These modules run before there are settings, and make the environment
that the settings are read from.
"""
