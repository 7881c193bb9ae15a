"""Who wrote the words of a document: what a reader is told about drafting with AI."""

from comparisons.documents import ComparisonDocument

_UNCHECKED = "ai-unchecked"


def drafted_parts(document: ComparisonDocument) -> tuple[str, ...]:
    """What was drafted with AI and has not been checked by an editor, in words; empty if nothing was."""
    statements = [statement for statement in document.statements() if statement.claim]
    parts = []
    if document.drafting == _UNCHECKED:
        parts.append("the introduction and outlook")
    definitions = sum(side.entity.drafting == _UNCHECKED for side in document.sides)
    if definitions:
        everything = definitions == len(document.sides)
        parts.append("the definitions" if everything else f"{definitions} of {len(document.sides)} definitions")
    claims = sum(statement.drafting == _UNCHECKED for statement in statements)
    if claims:
        parts.append(f"{claims} of {len(statements)} claims")
    return tuple(parts)
