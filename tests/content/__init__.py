"""The content that the site comes with: its arithmetic, its shape, and its agreement with itself."""
