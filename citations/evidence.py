"""What counts as evidence: the publish gate, the coverage and the markers all ask here."""

from django.db.models import Q

from citations.models import UNSEEN, Citation, PublicationStatus, Rank, Stance, Tier

# A secondary source may give context; it never carries a claim.
EVIDENCE_TIERS = frozenset(Tier.values) - {Tier.SECONDARY.value}


def is_evidence(citation: Citation, *, quantitative: bool) -> bool:
    """Whether the citation can carry its claim.

    It supports the claim from an acceptable tier, nobody has looked for it in the source in vain, and the source
    stands. For a quantity it must also give a figure that is not deprecated.
    """
    source = citation.source
    return (
        citation.stance == Stance.SUPPORTS
        and citation.source_check not in UNSEEN
        and source.tier in EVIDENCE_TIERS
        and source.publication_status != PublicationStatus.RETRACTED
        and (not quantitative or (citation.figure_text != "" and citation.rank != Rank.DEPRECATED))
    )


def evidence_filter(*, quantitative: bool) -> Q:
    """The same rule for the database: citations that can carry their claim. A test holds the two together."""
    rule = (
        Q(stance=Stance.SUPPORTS, source__tier__in=EVIDENCE_TIERS)
        & ~Q(source_check__in=UNSEEN)
        & ~Q(source__publication_status=PublicationStatus.RETRACTED)
    )
    return rule & ~Q(figure_text="") & ~Q(rank=Rank.DEPRECATED) if quantitative else rule
