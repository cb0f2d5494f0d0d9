"""Words what a template would fill, and what the figures beside it are worth."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.catalogues.criteria import Criteria
from kihub_desktop.domain.phrases import Amount, phrase, plural_phrase
from kihub_desktop.domain.use_case_templates import (
    LEGAL_WORDS,
    SUPPORT_WORDS,
    PublishedEvidence,
    UseCaseTemplate,
    UseCaseTemplates,
)
from kihub_desktop.domain.words import word
from kihub_desktop.services.use_case_templates import (
    Adoption,
    PlannedLine,
    Surroundings,
    wanted_words,
)
from kihub_desktop.texts import _, day, render


@dataclass(frozen=True)
class PreviewPart:
    """One part of what will be filled; `note` says what it is worth."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class TemplatePreview:
    title: str
    warning: str
    parts: tuple[PreviewPart, ...]


@dataclass(frozen=True)
class Previewing:
    """What the words of a preview are taken from."""

    catalogue: UseCaseTemplates
    criteria: Criteria
    around: Surroundings

    def preview(self, template: UseCaseTemplate, plan: Adoption) -> TemplatePreview:
        parts = (
            PreviewPart(_("Beschreibung"), tuple(plan.description.split("\n"))),
            self._tasks(template, plan),
            _lines(plan),
            self._evidence(template),
            self._effort(template),
            self._ratings(template),
            _law(template),
        )
        warning = render(phrase(template.warning)) if template.warning else ""
        return TemplatePreview(plan.title, warning, parts)

    def _tasks(self, template: UseCaseTemplate, plan: Adoption) -> PreviewPart:
        lines = []
        for source in template.typical_data:
            said = f"{render(phrase(source.name))} – {render(wanted_words(source))}"
            said += f" ({render(word(source.role))})"
            known = self.around.fitting(source)
            if known:
                said += " · " + _("erfasst, vielleicht passend: {names}").format(
                    names=", ".join(known)
                )
            lines.append(said)
        note = _("Was es davon wirklich gibt, klärt der Betrieb; verknüpft wird nichts.")
        title = plural_phrase("{n} offene Aufgabe", "{n} offene Aufgaben", len(plan.questions))
        return PreviewPart(render(title), tuple(lines), note)

    def _evidence(self, template: UseCaseTemplate) -> PreviewPart:
        catalogue = self.catalogue
        found = catalogue.evidence_of(template)
        lines = [] if found else [_("Keine belastbare Zahl gefunden: mit eigenen Werten rechnen.")]
        lines += [_published(each) for each in (*found, *catalogue.general())]
        note = _("Nur ein Hinweis. Keine dieser Zahlen wird übernommen.")
        return PreviewPart(_("Was andere veröffentlicht haben"), tuple(lines), note)

    def _effort(self, template: UseCaseTemplate) -> PreviewPart:
        effort = self.catalogue.effort_of(template)
        said = phrase(
            "{low} bis {high}, {from_month} bis {to_month} Monate",
            low=Amount(effort.cost[0], 0, "€"),
            high=Amount(effort.cost[1], 0, "€"),
            from_month=effort.months[0],
            to_month=effort.months[1],
        )
        classes = " – ".join(each.value for each in template.effort)
        note = _("Eigene Planungsannahme, kein Angebot; sie geht in keine Rechnung ein.")
        line = f"{render(said)} ({_('Klasse {name}').format(name=classes)})"
        return PreviewPart(_("Aufwand"), (line,), note)

    def _ratings(self, template: UseCaseTemplate) -> PreviewPart:
        lines = tuple(
            f"{_(self.criteria.criterion(each.criterion).name)}: {each.value}"
            for each in template.ratings
        )
        note = _("Vorschläge. Sie zählen erst, wenn eine Person sie beim Bewerten übernimmt.")
        return PreviewPart(_("Vorschläge zur Bewertung"), lines, note)


def _lines(plan: Adoption) -> PreviewPart:
    title = plural_phrase(
        "{n} Position ohne Beträge", "{n} Positionen ohne Beträge", len(plan.lines)
    )
    note = _("Gerechnet wird, sobald jede Position ihre Werte aus dem Betrieb hat.")
    return PreviewPart(render(title), tuple(_line(each) for each in plan.lines), note)


def _line(planned: PlannedLine) -> str:
    line = planned.line
    said = f"{render(word(line.side))}: {_(line.label)} ({_(line.unit)})"
    if planned.basis is not None:
        said += f" · {render(planned.basis.origin)}: {render(planned.basis.amounts)}"
    return said


def _published(each: PublishedEvidence) -> str:
    claim, caution = render(phrase(each.claim)), render(phrase(each.caution))
    return f"{claim} {caution} ({render(SUPPORT_WORDS[each.confidence])})"


def _law(template: UseCaseTemplate) -> PreviewPart:
    lines = [render(LEGAL_WORDS[template.legal])]
    if template.legal_note:
        lines.append(render(phrase(template.legal_note)))
    if template.works_council:
        lines.append(_("Betriebsrat früh einbeziehen"))
    if template.dpia:
        lines.append(_("Datenschutz-Folgenabschätzung prüfen"))
    if template.facts:
        said = plural_phrase(
            "{n} Antwort für die Rechtsprüfung bringt die Vorlage mit; sie ist zu bestätigen",
            "{n} Antworten für die Rechtsprüfung bringt die Vorlage mit; sie sind zu bestätigen",
            len(template.facts),
        )
        lines.append(render(said))
    note = _("Geprüft am {day}. Keine Rechtsberatung.").format(day=day(template.checked_on))
    return PreviewPart(_("Recht"), tuple(lines), note)
