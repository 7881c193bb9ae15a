"""Pictures of pages, drawn as SVG and turned into PNG with the site's own fonts: the same bytes on every machine."""
