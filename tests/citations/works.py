"""Works for tests, as plain data."""

from citations.works import Name, Work


def a_person(family: str, given: str = "") -> Name:
    return Name(family=family, given=given, organisation="")


def an_organisation(name: str) -> Name:
    return Name(family="", given="", organisation=name)


def a_work(*, year: int | None = None, month: int | None = None, day: int | None = None, **fields: object) -> Work:
    """A work in which everything not given is unknown."""
    return Work.model_validate(
        {
            **dict.fromkeys(Work.model_fields, ""),
            "key": "a-work",
            "type": "article",
            "title": "A title",
            "authors": (),
            "authors_incomplete": False,
            "editors": (),
            "issued": None if year is None else {"year": year, "month": month, "day": day},
            "tier": "peer-reviewed",
            "publication_status": "unchecked",
            **fields,
        }
    )


AZEVEDO = a_work(
    key="azevedo2009",
    title=(
        "Equal numbers of neuronal and nonneuronal cells make the human brain an isometrically scaled-up primate brain"
    ),
    authors=(a_person("Azevedo", "Frederico A. C."), a_person("Carvalho", "Ludmila R. B.")),
    year=2009,
    container_title="Journal of Comparative Neurology",
    volume="513",
    issue="5",
    pages="532-541",
    doi="10.1002/cne.21974",
)
CHINCHILLA = a_work(
    key="hoffmann2022",
    type="preprint",
    title="Training compute-optimal large language models",
    authors=(a_person("Hoffmann", "Jordan"), a_person("Borgeaud", "Sebastian"), a_person("Mensch", "Arthur")),
    year=2022,
    publisher="arXiv",
    arxiv="2203.15556",
)
CHAPTER = a_work(
    key="rumelhart1986",
    type="chapter",
    title="Learning internal representations by error propagation",
    authors=(a_person("Rumelhart", "David E."), a_person("Hinton", "Geoffrey E."), a_person("Williams", "Ronald J.")),
    year=1986,
    container_title="Parallel distributed processing",
    publisher="MIT Press",
    pages="318--362",
)
DATASET = a_work(
    key="flywire2024",
    type="dataset",
    title="A connectome of the fly brain",
    authors=(an_organisation("FlyWire Consortium"),),
    year=2024,
    publisher="Codex",
    url="https://codex.example/fly",
)
ANONYMOUS = a_work(
    key="power-page", type="webpage", title="How much power?", container_title="A Site", url="https://a.example/p"
)
MANY = a_work(
    authors=tuple(a_person(f"Name{n:02}", "Ana Bo") for n in range(1, 25)), year=2020, container_title="Nature"
)
FOREIGN = a_work(
    authors=(a_person("Müller", "Jean-Éric"), a_person("Łukasz", "Ångström Øystein")),
    year=2001,
    container_title="Revue",
)
EVERYTHING = a_work(
    key="doe2021",
    type="conference",
    title="Müller’s paper & more",
    authors=(a_person("Doe", "Jane"), an_organisation("R&D Consortium"), a_person("Plato")),
    authors_incomplete=True,
    editors=(a_person("Roe", "Eve"), an_organisation("Editors United")),
    year=2021,
    month=3,
    day=7,
    container_title="Proceedings of A_B",
    collection_title="Series #1",
    event_title="Conference {C}",
    publisher="D & Sons",
    publisher_place="E_Town",
    edition="2nd_ed",
    version="1.1_b",
    volume="3_a",
    issue="4_a",
    pages="5 – 16",
    number="7_a",
    number_kind="report",
    doi="10.1000/full",
    arxiv="2101.00001",
    pmid="123",
    isbn="978-3-16-148410-0",
    url="https://a.example/b",
    publication_status="corrected",
)
PROCEEDINGS = a_work(
    key="brown2020",
    type="conference",
    title="Language models are few-shot learners",
    authors=(a_person("Brown", "Tom B."), a_person("Mann", "Benjamin")),
    authors_incomplete=True,
    year=2020,
    container_title="Advances in Neural Information Processing Systems",
    event_title="NeurIPS 2020",
    volume="33",
    pages="1877-1901",
    arxiv="2005.14165",
)
HANDBOOK = a_work(
    key="sokoloff1960",
    type="chapter",
    title="The metabolism of the central nervous system in vivo",
    authors=(a_person("Sokoloff", "Louis"),),
    editors=(a_person("Field", "J."), a_person("Magoun", "H. W."), a_person("Hall", "V. E.")),
    year=1960,
    container_title="Handbook of physiology",
    publisher="American Physiological Society",
    publisher_place="Washington",
    edition="2",
    volume="3",
    pages="1843-1864",
)
ELIFE = a_work(
    key="bartol2015",
    title="Nanoconnectomic upper bound",
    authors=(a_person("Bartol", "Thomas M."),),
    year=2015,
    month=11,
    day=30,
    container_title="eLife",
    volume="4",
    number="e10778",
    number_kind="article",
)
REPORT = a_work(
    key="sandberg2008",
    type="report",
    title="Whole brain emulation",
    authors=(a_person("Sandberg", "Anders"),),
    year=2008,
    publisher="Future of Humanity Institute",
    number="2008-3",
    number_kind="report",
)
