"""What the content linter finds in one stored claim: the same rules as for the files, for the admin."""

from citations.models import Citation, Derivation
from entities.models import Claim
from loading.claim_rules import findings
from loading.items import Kind
from loading.records_to_items import flatten
from loading.stored_records import read_stored


def findings_on(claim: Claim) -> list[str]:
    """Each unanswered finding on the claim, in a sentence. A fixed number of queries; reads what the claim's entity
    says, the sources that it cites, and the entities whose figures it shares or follows from."""
    cited = Citation.objects.filter(claim__entity=claim.entity_id)
    own = Citation.objects.filter(claim=claim)
    typed = own.filter(source__isnull=False).exclude(figure_text="")
    same = Citation.objects.filter(
        source__in=typed.values("source"), figure_text__in=typed.values("figure_text")
    ).values_list("claim__entity", flat=True)
    behind = Derivation.objects.filter(citation__claim=claim, inputs__claim__isnull=False)
    entities = {claim.entity_id, *same, *behind.values_list("inputs__claim__entity", flat=True)}
    of_these = Claim.objects.filter(entity__in=entities, dimension__isnull=False)
    sources = {
        *cited.filter(source__isnull=False).values_list("source", flat=True),
        *Citation.objects.filter(claim__entity__in=entities, source__isnull=False).values_list("source", flat=True),
    }
    stored = read_stored(
        among={
            Kind.ENTITY: entities,
            Kind.DIMENSION: set(of_these.values_list("dimension", flat=True)),
            Kind.SOURCE: sources,
            Kind.EQUIVALENCE: (),
            Kind.COMPARISON: (),
        }
    )
    items = flatten(stored.content, stored=True)
    return [f"{message[0].upper()}{message[1:]}." for _, _, message in findings(items, claim.public_id, stored.figures)]
