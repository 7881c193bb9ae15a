"""What counts as evidence: the publish gate, the coverage and the markers all ask here."""

from django.db.models import Exists, OuterRef, Q

from citations.foundations import foundation_of
from citations.models import UNSEEN, Citation, FoundingSource, PublicationStatus, Rank, Source, Stance, Tier

# A secondary source may give context; it never carries a claim.
EVIDENCE_TIERS = frozenset(Tier.values) - {Tier.SECONDARY.value}


def is_evidence(citation: Citation, *, quantitative: bool) -> bool:
    """Whether the citation can carry its claim.

    It supports the claim from an acceptable tier, nobody has looked for it in the source in vain, and the source
    stands. For a quantity it must also give a figure that is not deprecated. A figure that follows from others is as
    well founded as the weakest of them: all of that must be true of every work that it rests on.
    """
    if citation.stance != Stance.SUPPORTS or (
        quantitative and (citation.figure_text == "" or citation.rank == Rank.DEPRECATED)
    ):
        return False
    foundation = foundation_of(citation)
    return foundation.is_founded and foundation.source_check not in UNSEEN and all(map(_can_carry, foundation.sources))


def _can_carry(source: Source) -> bool:
    return source.tier in EVIDENCE_TIERS and source.publication_status != PublicationStatus.RETRACTED


def evidence_filter(*, quantitative: bool) -> Q:
    """The same rule for the database: citations that can carry their claim. A test holds the two together."""
    can_carry = Q(source__tier__in=EVIDENCE_TIERS) & ~Q(source__publication_status=PublicationStatus.RETRACTED)
    founding = FoundingSource.objects.filter(derivation__citation=OuterRef("pk"))
    derived = Q(
        Q(source__isnull=True, derivation__unfounded="")
        & ~Q(derivation__source_check__in=UNSEEN)
        & Exists(founding)
        & ~Exists(founding.exclude(can_carry))
    )
    rule = Q(stance=Stance.SUPPORTS) & ~Q(source_check__in=UNSEEN) & ((Q(source__isnull=False) & can_carry) | derived)
    return rule & ~Q(figure_text="") & ~Q(rank=Rank.DEPRECATED) if quantitative else rule
