"""A world as register documents."""

from collections.abc import Iterator

from tests.evaluation.cases import Document
from tests.evaluation.harbour.hazards import TERMS
from tests.evaluation.harbour.notations import declared
from tests.evaluation.harbour.world import CUES, Crisis, Firm, Person, Project, World, names


def documents(world: World) -> list[Document]:
    """Companies, accounts, embargoes, crises, in this order."""
    return [
        *map(_company, world.firms),
        *map(_account, world.people),
        *(_embargo(project, world) for project in world.projects),
        *(_crisis(crisis, world) for crisis in world.crises),
    ]


def _company(firm: Firm) -> Document:
    return {
        "kind": "Company",
        "id": firm.id,
        "names": list(firm.names),
        "products": list(firm.products),
        "sites": list(firm.sites),
        "topics": ["Batteriespeicher", "Elektrofähre", "port automation", "shore power"],
        "competitors": list(names("rival")),
        "newsroom": [f"https://news.{firm.domain}/feed.xml"],
    }


def _account(person: Person) -> Document:
    entry: dict[str, object] = {
        "kind": "Account",
        "id": person.id,
        "company": person.firm.id,
        "platform": person.platform,
        "account": person.account,
        "class": "brand" if person.brand else "employee",
        "role": person.role,
    }
    if not person.brand:
        consent = {"from": "2026-03-02T08:00:00+01:00", "notice": "2026-02", "purposes": ["embargo", "crisis"]}
        entry |= {"near": list(person.near), "consent": consent}
    return entry


def _embargo(project: Project, world: World) -> Document:
    terms = [{"text": term.text, "needs": list(term.needs)} if term.needs else term.text for term in project.terms]
    return {
        "kind": "Embargo",
        "id": project.id,
        "company": project.firm.id,
        "title": f"{project.kind} {project.terms[0].text}",
        "opens": "2026-09-14T00:00:00+02:00",
        "lifts": project.lifts.isoformat(),
        "terms": terms,
        "facts": [declared(fact) for fact in project.facts],
        "documents": list(project.documents),
        "cues": list(_cues(project)),
        "allowed": [person.id for person in world.speakers(project.firm)],
    }


def _cues(project: Project) -> Iterator[str]:
    for listed in CUES[project.kind].values():
        yield from (cue for cue, _ in listed)


def _crisis(crisis: Crisis, world: World) -> Document:
    return {
        "kind": "Crisis",
        "id": crisis.id,
        "company": crisis.firm.id,
        "title": f"{crisis.kind}: {crisis.sites[0]}",
        "type": crisis.kind,
        "opens": crisis.opens.isoformat(),
        "sites": list(crisis.sites),
        "names": list(crisis.names),
        "terms": list(TERMS[crisis.kind]),
        "spokespeople": [person.id for person in world.speakers(crisis.firm)],
        "statement": "\n\n".join(crisis.statement.values()),
    }
