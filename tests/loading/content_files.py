"""A small set of content files, right in every respect, for tests to write out and to break."""

from pathlib import Path

FILES = {
    "bibliography.yaml": """\
- key: doe2009
  type: article
  title: Counting neurons
  authors:
    - family: Doe
      given: Jane A.
    - organisation: Society of Counters
  year: 2009
  container: Journal of Counting
  volume: '513'
  pages: 532-541
  doi: 10.1000/counting.1
  tier: peer-reviewed
  publication_status: ok
  status_checked_on: 2026-01-31
- key: roe2020
  type: preprint
  title: Counting parameters
  authors:
    - family: Roe
  year: 2020
  arxiv: '2005.14165'
  url: https://example.org/roe
  tier: preprint
""",
    "dimensions.yaml": """\
groups:
  - slug: size
    name: Size
  - slug: learning
    name: Learning
boundaries:
  - slug: cell
    name: cell
    realm: biological
    definition: One cell, body and all.
  - slug: organ
    name: whole organ
    realm: biological
    definition: An organ, whole.
dimensions:
  - slug: unit-count
    name: Number of units
    group: size
    definition: How many adjustable or firing parts the thing has.
    value_kind: quantity
    unit: neuron
    asks_boundary: true
    scale: log
  - slug: learning-rule
    name: Rule of learning
    group: learning
    definition: What changes when it learns.
    value_kind: text
""",
    "categories.yaml": """\
- slug: concept
  name: Concepts
  description: Ideas set side by side.
- slug: systems
  name: Systems
""",
    "equivalences.yaml": """\
- slug: synapse-parameter
  name: count one synapse as one parameter
  from_unit: synapse
  to_unit: parameter
  factor: 1
  low: 0.1
  high: 1e3
  bound_kind: authors-estimate
  used_by: People in a hurry.
  objections: A synapse is not a number.
  citations:
    - source: roe2020
      locator: p. 3
""",
    "questions.yaml": """\
- slug: how-many
  question: How many are there?
  remark: It is a matter of counting.
  comparison: human-vs-mouse
  drafting: ai-unchecked
  claims:
    - human-brain-unit-count
""",
    "entities/human-brain.yaml": """\
slug: human-brain
name: Human brain
realm: biological
kind: structure
aliases:
  - brain of Homo sapiens
definition: The organ with which people think.
wikidata: Q1073
related:
  - mouse-brain
drafting: ai-unchecked
claims:
  - id: human-brain-unit-count
    dimension: unit-count
    text: 86 billion neurons
    as_of: 2026-01-31
    citations:
      - source: doe2009
        locator: abstract
        figure:
          text: 86.1 ± 8.1 billion neurons
          value: 86.1e9
          low: 78.0e9
          high: 94.2e9
          unit: neuron
          bound_kind: sd
          scope: whole brain
          sample_size: 4
          method: isotropic fractionator
          year: 2009
          boundary: organ
          workload: none
          figure_kind: estimate
          rank: preferred
          rank_reason: It was counted.
      - source: roe2020
        locator: introduction
        source_check: quoted
        figure:
          text: 100 billion neurons
          value: 1e11
          unit: neuron
          sense: ≈
          rank: deprecated
          rank_reason: Nobody counted.
  - id: human-brain-learning-rule
    dimension: learning-rule
    missing: disputed
  - id: human-brain-learns-quickly
    kind: strength
    text: It learns from few examples.
    citations:
      - source: doe2009
  - id: human-brain-counting-finding
    kind: finding
    text: Counting was harder than guessing.
    drafting: human
    citations:
      - source: doe2009
        locator: Discussion
        stance: context
        note: >-
          A first line of a note that says rather a lot, so that it is folded over more than one line of the file,
          as prose is.
""",
    "entities/mouse-brain.yaml": """\
slug: mouse-brain
name: Mouse brain
realm: biological
kind: structure
definition: The organ with which mice think.
part_of: zoo
claims:
  - id: mouse-brain-unit-count
    dimension: unit-count
    text: 71 million neurons
    citations:
      - source: doe2009
        locator: Table 1
        figure:
          text: 71 million
          value: 71e6
          unit: neuron
""",
    "entities/zoo.yaml": """\
slug: zoo
name: Zoo
realm: theoretical
kind: concept
definition: Where the animals are.
""",
    "comparisons/human-vs-mouse.yaml": """\
slug: human-vs-mouse
title: Human vs mouse
category: concept
lede: Two brains, one of them small.
outlook: More counting would help.
position: 1
sides:
  - entity: human-brain
  - entity: mouse-brain
    label: Mouse
rows:
  - dimension: unit-count
    comparability: equivalent
  - dimension: learning-rule
    comparability: analogous
    reason: Both have synapses.
points:
  - human-brain-learns-quickly
  - human-brain-counting-finding
""",
}

BRAIN = "entities/human-brain.yaml"
COMPARISON = "comparisons/human-vs-mouse.yaml"


def written(folder: Path, *replacements: tuple[str, str, str]) -> Path:
    """The files in the folder, each replacement (file, old, new) made; old must be there."""
    texts = dict(FILES)
    for file, old, new in replacements:
        assert old in texts[file], f"{old!r} is not in {file}"
        texts[file] = texts[file].replace(old, new, 1)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
