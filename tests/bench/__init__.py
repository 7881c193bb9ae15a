"""Content in quantity, for measuring what grows with the site."""
