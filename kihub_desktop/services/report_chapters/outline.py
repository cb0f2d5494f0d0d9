"""What the report will contain, chapter by chapter, and what is still missing in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.economics.result import Incomplete
from kihub_desktop.analysis.readiness_words import total_text
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.reports.content import Recommendation
from kihub_desktop.services.companies import MASTER_FIELDS
from kihub_desktop.services.legal_check import LegalCheck
from kihub_desktop.services.report_chapters.cover import recommendation, subtitle
from kihub_desktop.services.report_chapters.funding import funding_chapters
from kihub_desktop.services.report_chapters.legal import checked_cases
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.on_site import on_site_chapters


@dataclass(frozen=True)
class Missing:
    """One thing that the report lacks.

    `kind` is the kind of record that would hold it, or "verdict" or "conflict"; `name` the field
    or question, `use_case` the use case it belongs to.
    """

    text: Phrase
    kind: str
    name: str = ""
    use_case: UUID | None = None


@dataclass(frozen=True)
class PlannedChapter:
    """A chapter of the report as the page lists it."""

    title: Value
    note: Value
    missing: tuple[Missing, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Outline:
    """What the report will be: its cover in words, and its chapters."""

    company: str
    subtitle: str
    recommendation: Recommendation
    chapters: tuple[PlannedChapter, ...]


def outline_of(material: Material) -> Outline:
    """The outline in the language in use; draws nothing."""
    return Outline(
        company=material.name,
        subtitle=subtitle(material),
        recommendation=recommendation(material),
        chapters=tuple(_chapters(material)),
    )


def _chapters(material: Material) -> tuple[PlannedChapter, ...]:
    return (
        PlannedChapter(
            phrase("Deckblatt und Zusammenfassung"),
            _summary_note(material),
            tuple(_of_summary(material)),
        ),
        PlannedChapter(
            phrase("Wo das Unternehmen steht"),
            phrase("Reifegrad {total}", total=total_text(material.readiness.result)),
            tuple(_of_readiness(material)),
        ),
        PlannedChapter(
            phrase("Prozesse und Datenlage"),
            _company_note(material),
            tuple(_of_company(material)),
        ),
        *_on_site(material),
        *_pictures(material),
        PlannedChapter(
            phrase("Anwendungsfälle"),
            plural_phrase("{n} Anwendungsfall", "{n} Anwendungsfälle", len(material.cases)),
            tuple(_of_cases(material)),
        ),
        *(_case(case) for case in material.ranked() if case.has_findings),
        *_legal(material),
        *_funding(material),
        *_pilots(material),
        *_training(material),
        PlannedChapter(
            phrase("Nächste Schritte"), phrase("Auflagen, offene Fragen, Unterschriften")
        ),
        PlannedChapter(
            phrase("Methode und Grenzen"), phrase("Ausgaben, Quellen, was nicht behauptet wird")
        ),
        PlannedChapter(
            phrase("Anhang"),
            phrase("alle Antworten und Angaben im Wortlaut"),
            tuple(_of_appendix(material)),
        ),
    )


def _funding(material: Material) -> Iterator[PlannedChapter]:
    """The chapter on funding, if the report will have it."""
    if any(funding_chapters(material)):
        chosen = sum(len(each.chosen) for each in material.funding)
        note = plural_phrase("{n} Programm gewählt", "{n} Programme gewählt", chosen)
        yield PlannedChapter(phrase("Förderung"), note)


def _summary_note(material: Material) -> Value:
    case = material.recommended()
    if case is None:
        return phrase("noch ohne Empfehlung")
    return phrase("Empfehlung: {name}", name=case.verdict.name)


def _of_summary(material: Material) -> Iterator[Missing]:
    rules = rules_of(Company)
    empty = [name for name in MASTER_FIELDS if getattr(material.company, name) is None]
    if empty:
        labels = Joined(tuple(Phrase(rules[name].label) for name in empty))
        yield Missing(phrase("Stammdaten fehlen: {fields}", fields=labels), "company", empty[0])
    if material.cases and material.recommended() is None:
        yield Missing(phrase("Noch ist kein Anwendungsfall fertig geprüft."), "verdict")


def _of_readiness(material: Material) -> Iterator[Missing]:
    result = material.readiness.result
    opened = [each for score in result.dimensions for each in score.open_indicators]
    if opened:
        yield Missing(
            plural_phrase(
                "{n} von {all} Fragen ist offen",
                "{n} von {all} Fragen sind offen",
                len(opened),
                all=result.relevant,
            ),
            "answer",
            opened[0],
        )


def _company_note(material: Material) -> Value:
    return Joined(
        (
            plural_phrase("{n} Prozess", "{n} Prozesse", len(material.processes)),
            plural_phrase("{n} Datenquelle", "{n} Datenquellen", len(material.sources)),
        ),
        " · ",
    )


def _of_company(material: Material) -> Iterator[Missing]:
    if not material.contacts:
        yield Missing(phrase("Noch ist keine Ansprechperson erfasst."), "contact")
    if not material.processes:
        yield Missing(phrase("Noch ist kein Prozess erfasst."), "process")
    if not material.sources:
        yield Missing(phrase("Noch ist keine Datenquelle erfasst."), "data_source")


def _on_site(material: Material) -> Iterator[PlannedChapter]:
    """The chapter on what the visit yielded, if the report will have it."""
    if any(on_site_chapters(material)):
        found = material.on_site
        note = Joined(
            (
                plural_phrase("{n} Schmerzpunkt", "{n} Schmerzpunkte", len(found.pains)),
                plural_phrase("{n} Beobachtung", "{n} Beobachtungen", len(found.observations)),
            ),
            " · ",
        )
        yield PlannedChapter(phrase("Vor Ort gesehen und gehört"), note)


def _pictures(material: Material) -> Iterator[PlannedChapter]:
    """The chapter of photos; counted, not drawn."""
    count = len(material.on_site.pictures)
    if count:
        yield PlannedChapter(
            phrase("Fotos und Skizzen"), plural_phrase("{n} Bild", "{n} Bilder", count)
        )


def _of_cases(material: Material) -> Iterator[Missing]:
    if not material.cases:
        yield Missing(phrase("Noch ist kein Anwendungsfall erfasst."), "use_case")
        return
    if not any(case.state.ratings for case in material.cases):
        yield Missing(phrase("Noch hat niemand die Anwendungsfälle bewertet."), "rating")
    for case in material.cases:
        if not case.has_findings:
            yield Missing(
                phrase("„{name}“ hat noch keine Angaben.", name=case.verdict.name),
                "finding",
                use_case=case.state.use_case.id,
            )


def _case(case: CaseMaterial) -> PlannedChapter:
    note = phrase("Urteil, Auflagen, Herkunft der Punkte")
    if case.economics is not None:
        note = phrase("Urteil, Auflagen, Wirtschaftlichkeit, Herkunft der Punkte")
    return PlannedChapter(case.verdict.name, note, tuple(_of_case(case)))


def _of_case(case: CaseMaterial) -> Iterator[Missing]:
    verdict = case.verdict
    if verdict.outcome is None and verdict.questions:
        questions = Joined(tuple(question.text for question in verdict.questions))
        yield Missing(
            phrase("Es entscheidet: {questions}", questions=questions),
            "verdict",
            use_case=case.state.use_case.id,
        )
    if isinstance(case.judged.economics, Incomplete):
        yield Missing(
            phrase("Für die Wirtschaftlichkeit fehlen Zahlen."),
            "cash_line",
            use_case=case.state.use_case.id,
        )


def _legal(material: Material) -> Iterator[PlannedChapter]:
    """The chapter on law and IT security, if anything of it was answered."""
    cases = checked_cases(material)
    security = material.security is not None and material.security.is_begun
    if not cases and not security:
        return
    parts: list[Value] = []
    if cases:
        parts.append(plural_phrase("{n} Einstufung", "{n} Einstufungen", len(cases)))
    if security:
        parts.append(phrase("IT-Sicherheit"))
    yield PlannedChapter(
        phrase("Recht & Sicherheit"), Joined(tuple(parts), " · "), tuple(_of_legal(cases))
    )


def _of_legal(cases: Sequence[tuple[CaseMaterial, LegalCheck]]) -> Iterator[Missing]:
    for case, check in cases:
        if check.asked:
            yield Missing(
                plural_phrase(
                    "„{name}“: {n} Frage zum Recht ist offen",
                    "„{name}“: {n} Fragen zum Recht sind offen",
                    len(check.asked),
                    name=case.verdict.name,
                ),
                "legal_fact",
                check.asked[0],
                case.state.use_case.id,
            )


def _pilots(material: Material) -> Iterator[PlannedChapter]:
    """The chapter on pilots, if one has been sketched."""
    count = sum(case.pilot is not None and case.pilot.is_begun for case in material.cases)
    if count:
        note = plural_phrase("{n} Pilotskizze", "{n} Pilotskizzen", count)
        yield PlannedChapter(phrase("Partner und Pilot"), note)


def _training(material: Material) -> Iterator[PlannedChapter]:
    """The chapter on AI literacy, if the report will have it."""
    found = material.literacy
    if found is not None and (found.trainings or material.cases):
        note = plural_phrase("{n} Schulung", "{n} Schulungen", len(found.trainings))
        yield PlannedChapter(phrase("Weiterbildung und KI-Kompetenz"), note)


def _of_appendix(material: Material) -> Iterator[Missing]:
    count = len(material.conflicts)
    if count:
        yield Missing(
            plural_phrase(
                "{n} Angabe ist widersprüchlich", "{n} Angaben sind widersprüchlich", count
            ),
            "conflict",
        )
