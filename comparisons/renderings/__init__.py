"""Renderings of a document. Each reads only the document; none touches the database."""
