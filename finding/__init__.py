"""Finding what the site holds: search."""
