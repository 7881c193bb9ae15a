"""Which version of its facts each claim has, asked in one query: the key under which what was made of them is kept.

Every row that a claim's citations, their works and their derivations are read from counts, by the transaction that
wrote it (``xmin``) and where it lies (``ctid``): each write makes another version of a row, whatever writes it, and a
rollback brings the old one back. The claim's own columns are not in it, and of other claims, from which its figures
follow, only those that `derivations.py` reads: their texts are what is edited most.
"""

from collections.abc import Collection

from django.db import connections

from core.read_database import present_name

# The rows behind the claims, each with the claim that it stands behind. `figure` is the citation that gives an input of
# a formula, `inner_derived` the derivation of such a figure that follows from others itself.
_VERSIONS = """
WITH cited AS MATERIALIZED (
    SELECT claim_id AS of, id, source_id, boundary_id, xmin, ctid FROM citations_citation WHERE claim_id = ANY(%s)
), derived AS MATERIALIZED (
    SELECT cited.of, row.id, row.xmin, row.ctid FROM cited
    JOIN citations_derivation row ON row.citation_id = cited.id WHERE cited.source_id IS NULL
), input AS MATERIALIZED (
    SELECT derived.of, row.id, row.claim_id, row.figure_id, row.source_id, row.xmin, row.ctid FROM derived
    JOIN citations_derivationinput row ON row.derivation_id = derived.id
), figure AS MATERIALIZED (
    SELECT input.of, row.id, row.source_id, row.xmin, row.ctid FROM input
    JOIN citations_citation row ON row.id = input.figure_id
), inner_derived AS MATERIALIZED (
    SELECT figure.of, row.id, row.xmin, row.ctid FROM figure
    JOIN citations_derivation row ON row.citation_id = figure.id WHERE figure.source_id IS NULL
), founding_source AS MATERIALIZED (
    SELECT one.of, row.id, row.source_id, row.xmin, row.ctid
    FROM (SELECT of, id FROM derived UNION SELECT of, id FROM inner_derived) one
    JOIN citations_foundingsource row ON row.derivation_id = one.id
), founding_claim AS MATERIALIZED (
    SELECT derived.of, row.id, row.claim_id, row.xmin, row.ctid FROM derived
    JOIN citations_foundingclaim row ON row.derivation_id = derived.id
), objection AS MATERIALIZED (
    SELECT founding_claim.of, row.id, row.source_id, row.xmin, row.ctid FROM founding_claim
    JOIN citations_citation row ON row.claim_id = founding_claim.claim_id WHERE row.stance = 'disputes'
), claim AS MATERIALIZED (
    SELECT one.of, row.id, row.entity_id, row.dimension_id, row.public_id, row.as_of
    FROM (SELECT of, claim_id FROM input UNION SELECT of, claim_id FROM founding_claim) one
    JOIN entities_claim row ON row.id = one.claim_id
), source AS MATERIALIZED (
    SELECT one.of, row.id, row.xmin, row.ctid
    FROM (
        SELECT of, source_id FROM cited UNION SELECT of, source_id FROM input UNION SELECT of, source_id FROM figure
        UNION SELECT of, source_id FROM founding_source UNION SELECT of, source_id FROM objection
    ) one
    JOIN citations_source row ON row.id = one.source_id
), version AS (
    SELECT of, 1 AS kind, id, concat_ws(' ', xmin, ctid) AS said FROM cited
    UNION ALL SELECT of, 2, id, concat_ws(' ', xmin, ctid) FROM derived
    UNION ALL SELECT of, 3, id, concat_ws(' ', xmin, ctid) FROM input
    UNION ALL SELECT of, 4, id, concat_ws(' ', xmin, ctid) FROM figure
    UNION ALL SELECT of, 5, id, concat_ws(' ', xmin, ctid) FROM inner_derived
    UNION ALL SELECT of, 6, id, concat_ws(' ', xmin, ctid) FROM founding_source
    UNION ALL SELECT of, 7, id, concat_ws(' ', xmin, ctid) FROM founding_claim
    UNION ALL SELECT of, 8, id, concat_ws(' ', xmin, ctid) FROM objection
    UNION ALL SELECT of, 9, id, concat_ws(' ', public_id, as_of, entity_id, dimension_id) FROM claim
    UNION ALL SELECT of, 10, id, concat_ws(' ', xmin, ctid) FROM source
    UNION ALL SELECT source.of, 11, row.id, concat_ws(' ', row.xmin, row.ctid) FROM source
        JOIN citations_authorship row ON row.source_id = source.id
    UNION ALL SELECT claim.of, 12, row.id, concat_ws(' ', row.xmin, row.ctid) FROM claim
        JOIN entities_entity row ON row.id = claim.entity_id
    UNION ALL SELECT claim.of, 13, row.id, concat_ws(' ', row.xmin, row.ctid) FROM claim
        JOIN entities_dimension row ON row.id = claim.dimension_id
    UNION ALL SELECT cited.of, 14, row.id, concat_ws(' ', row.xmin, row.ctid) FROM cited
        JOIN entities_boundary row ON row.id = cited.boundary_id
)
SELECT of, md5(string_agg(concat_ws(' ', kind, id, said), ',' ORDER BY kind, id)) FROM version GROUP BY of
"""


def fact_versions(claims: Collection[int]) -> dict[int, str]:
    """The version of the facts of each of these claims (primary keys) for which anything is cited. One query."""
    with connections[present_name()].cursor() as cursor:
        cursor.execute(_VERSIONS, [list(claims)])
        return dict(cursor.fetchall())
