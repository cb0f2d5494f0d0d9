"""Which answers the analyses of a company still need, step by step, and where each is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Side, Stage
from kihub_desktop.domain.phrases import Value, phrase, plural_phrase
from kihub_desktop.domain.records import CashLine, SourceLink, UseCase
from kihub_desktop.domain.training_records import Training
from kihub_desktop.ui.open_point import OpenPoint
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry

Needs = Mapping[str, tuple[OpenPoint, ...]]
"""Open points by key of the page that the answers belong to."""


def needs_of(services: Services, company: UUID, of_company: Sequence[OpenPoint]) -> Needs:
    """What is missing beyond the company's own page, which has counted `of_company` already."""
    use_cases = services.use_cases.of_company(company).records
    return {
        "company": tuple(each for each in of_company if each.page == "company"),
        "readiness": tuple(_readiness(services, company)),
        "use_cases": tuple(_use_cases(services, company, use_cases)),
        "findings": tuple(_findings(services, company, use_cases)),
        "economics": tuple(_economics(services, company, use_cases)),
        "pilot": tuple(_training(services, company, use_cases)),
        "legal": tuple(_legal(services, company)),
    }


def _readiness(services: Services, company: UUID) -> Iterator[OpenPoint]:
    """The first question of the latest stage that nobody has answered."""
    begun = services.interviews.stages(company)
    answers = services.interviews.state(company, begun[-1] if begun else Stage.T0).answers
    order = [each.id for each in services.questionnaire.questions]
    missing = [key for key in order if key not in answers or answers[key].level is None]
    if missing:
        yield OpenPoint(
            plural_phrase(
                "{n} Frage ist offen, zuerst {key}",
                "{n} Fragen sind offen, zuerst {key}",
                len(missing),
                key=missing[0],
            ),
            "readiness",
            missing[0],
        )


def _use_cases(
    services: Services, company: UUID, use_cases: Sequence[UseCase]
) -> Iterator[OpenPoint]:
    if not use_cases:
        yield OpenPoint(phrase("Noch kein Anwendungsfall"), "use_cases", "")
        return
    rated = {each.use_case for each in services.use_cases.ratings(company)}
    for each in use_cases:
        if each.id not in rated:
            text = phrase("„{name}“ ist noch nicht bewertet", name=_name(each))
            yield OpenPoint(text, "use_cases", "", each.id)


def _findings(
    services: Services, company: UUID, use_cases: Sequence[UseCase]
) -> Iterator[OpenPoint]:
    from kihub_desktop.catalogues.findings import current_findings
    from kihub_desktop.ui.pages.findings.reading import Material, group_states, sources_state

    kept = KeptTexts()
    for each in use_cases:
        state = services.use_cases.state(company, each.id)
        if state is None:
            continue
        material = Material(state, current_findings(), {}, {}, kept)
        groups = group_states(material)
        lines = [line.question for group in groups for line in group.lines if line.is_open]
        sources = sources_state(material, RecordEntry(SourceLink, services.today)).open_count
        if lines:
            text = plural_phrase(
                "„{name}“: {n} Angabe offen, zuerst „{first}“",
                "„{name}“: {n} Angaben offen, zuerst „{first}“",
                len(lines) + sources,
                name=_name(each),
                first=phrase(lines[0].name),
            )
            target = f"finding:{each.id}:{lines[0].key}"
            yield OpenPoint(text, "findings", target, each.id)


def _economics(
    services: Services, company: UUID, use_cases: Sequence[UseCase]
) -> Iterator[OpenPoint]:
    lines = services.records(CashLine).of_company(company).records
    sides = {(each.use_case, each.side) for each in lines}
    for each in use_cases:
        cost, benefit = (each.id, Side.COST) in sides, (each.id, Side.BENEFIT) in sides
        if not (cost and benefit):
            text = _lacking(_name(each), cost=cost, benefit=benefit)
            yield OpenPoint(text, "economics", "", each.id)


def _training(
    services: Services, company: UUID, use_cases: Sequence[UseCase]
) -> Iterator[OpenPoint]:
    """Where there is a use case, people have to be able to deal with it."""
    rows = services.records(Training).of_company(company).records
    if use_cases and not rows:
        yield OpenPoint(phrase("Noch kein Plan zur KI-Kompetenz"), "pilot", "plan")
    today = services.today()
    for each in rows:
        if each.held_on is None and each.due is not None and each.due < today:
            name = each.name or phrase("(ohne Namen)")
            text = phrase("„{name}“ ist überfällig seit {day}", name=name, day=each.due)
            yield OpenPoint(text, "pilot", "plan")


def _legal(services: Services, company: UUID) -> Iterator[OpenPoint]:
    """Legal questions that can still change something, and what the IT security check lacks."""
    for check in services.legal.of_company(company).values():
        if check.asked:
            text = plural_phrase(
                "„{name}“: {n} Frage zum Recht offen",
                "„{name}“: {n} Fragen zum Recht offen",
                len(check.asked),
                name=_name(check.use_case),
            )
            target = f"law:{check.use_case.id}:{check.asked[0]}"
            yield OpenPoint(text, "legal", target, check.use_case.id)
    status = services.it_security.state(company).status
    missing = status.questions - status.answered
    if missing:
        text = plural_phrase(
            "IT-Sicherheit: {n} Frage offen", "IT-Sicherheit: {n} Fragen offen", missing
        )
        yield OpenPoint(text, "legal", "security:")


def _lacking(name: Value, *, cost: bool, benefit: bool) -> Value:
    if cost:
        return phrase("„{name}“: noch kein Nutzen in Euro", name=name)
    if benefit:
        return phrase("„{name}“: noch keine Kosten", name=name)
    return phrase("„{name}“: noch keine Kosten und kein Nutzen", name=name)


def _name(use_case: UseCase) -> Value:
    return use_case.title or phrase("(ohne Namen)")
