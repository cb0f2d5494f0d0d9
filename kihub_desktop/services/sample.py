"""The sample workshop: invented companies from a file, written like any other work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem, entry, refuse
from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.catalogues.it_security import current_it_security
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.domain.changes import Origin
from kihub_desktop.domain.fields import Holds, Record, kind_of, kinds, rules_of
from kihub_desktop.domain.funding_records import FundingCase, FundingChoice
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.legal_records import LegalFact, SecurityAnswer
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.phrases import Joined, Phrase, phrase
from kihub_desktop.domain.portfolio_records import CriterionPair, PortfolioChoice
from kihub_desktop.domain.records import (
    Answer,
    Assessment,
    BusinessCase,
    CashLine,
    Company,
    Contact,
    DataSource,
    Finding,
    Process,
    Rating,
    SourceLink,
    UseCase,
    Vote,
)
from kihub_desktop.domain.roadmap import StepKind, step_key
from kihub_desktop.domain.roadmap_records import RoadmapStep
from kihub_desktop.domain.training_records import Training
from kihub_desktop.domain.visit_records import (
    Affiliate,
    Decision,
    ItSystem,
    Machine,
    Observation,
    Obstacle,
    PainPoint,
    Participant,
    Site,
    Task,
    Visit,
)
from kihub_desktop.paths import resources
from kihub_desktop.services.partners import pilot_id
from kihub_desktop.services.sample_faults import sample_faults
from kihub_desktop.services.sample_file import (
    Fields,
    Interview,
    SampleCompany,
    SampleFile,
    SampleRecords,
    SampleUseCase,
    SampleVisit,
    SampleWeighting,
)
from kihub_desktop.services.training import training_id
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Workspace

KIND = "sample"
_STEP = 0x1000  # room between neighbours in a list, as in every list of records
_LINK_LABELS = {
    "process": "Prozess",
    "site": "Standort",
    "it_system": "IT-/OT-System",
    "machine": "Maschine",
    "visit": "Termin",
}
_LINKS = _LINK_LABELS.keys()
Fault = tuple[Joined, Phrase]


def load_sample(workspace: Workspace, today: date) -> tuple[UUID, ...]:
    """Writes the sample, one transaction per company; returns their ids in the file's order.

    The first company is written last and so is the latest of the start page. Loading again writes
    only what differs. CatalogueError if the file is wrong; then nothing was written.
    """
    found = read_sample(sample_path(), today)
    for records in reversed(found):
        with writing_to(workspace, origin=Origin.IMPORT) as work:
            for record in records.all():
                work.set(type(record), record.company, record.id, **_given(record))
    return tuple(records.company[0].id for records in found)


def sample_companies() -> tuple[str, ...]:
    """The names of the sample's companies, in the file's order."""
    return tuple(str(each.company.get("name", "")) for each in _outline(sample_path()).companies)


def sample_path() -> Path:
    return resources() / "sample" / "vogtland.yaml"


def read_sample(path: Path, today: date) -> tuple[SampleRecords, ...]:
    """The records of all companies of the file; CatalogueError names everything that is wrong."""
    documents = [_Expansion(each, today) for each in _outline(path).companies]
    refuse(CatalogueProblem(path.name, *fault) for each in documents for fault in each.faults)
    found: list[SampleRecords] = []
    problems: list[CatalogueProblem] = []
    for each in documents:
        try:
            found.append(validate(SampleRecords, each.records, path.name, NAMING))
        except CatalogueError as error:
            problems += error.problems
    refuse(problems)
    refuse(CatalogueProblem(path.name, *fault) for each in found for fault in sample_faults(each))
    return tuple(found)


def _outline(path: Path) -> SampleFile:
    sample = validate(SampleFile, read_document(path), path.name, NAMING)
    if sample.kind != KIND:
        reason = phrase("Dies ist kein Beispiel, sondern „{kind}“.", kind=sample.kind)
        raise CatalogueError([CatalogueProblem(path.name, entry(), reason)])
    return sample


def _given(record: Record) -> Fields:
    values = {name: getattr(record, name) for name in rules_of(type(record))}
    return {name: value for name, value in values.items() if value is not None}


def _item_name(item: object, index: int) -> Phrase:
    """A record is called by what a person sees of it, never by its id."""
    for name in ("question", "key", "title", "name", "label", "criterion"):
        found = item.get(name) if isinstance(item, Mapping) else None
        if isinstance(found, str) and found.strip():
            return phrase("„{name}“", name=found)
    return phrase("Eintrag {n}", n=index + 1)


NAMING = Naming(
    fields={
        **{kind.name: phrase(kind.plural) for kind in kinds()},
        **{n: phrase(r.label) for kind in kinds() for n, r in rules_of(kind.record_type).items()},
    },
    items={kind.name: _item_name for kind in kinds()},
)


class _Expansion:
    """Turns one company of the file into records with ids; collects references that lead nowhere.

    Whole numbers in a field for a day count days from today.
    """

    def __init__(self, source: SampleCompany, today: date) -> None:
        self._today = today
        self._company = slot_id("company", "sample", source.key)
        self.records: dict[str, list[Fields]] = {each.name: [] for each in fields(SampleRecords)}
        self.faults: list[Fault] = []
        self._add(Company, self._company, source.company)
        for contact in source.contacts:
            self._add(Contact, self._in_order("contact"), contact)
        visit = source.on_site
        self._known = {"site": self._keyed(Site, visit.sites)}
        self._known["process"] = self._keyed(Process, source.processes)
        self._known["it_system"] = self._keyed(ItSystem, visit.systems)
        self._known["machine"] = self._keyed(Machine, visit.machines)
        self._known["visit"] = self._keyed(Visit, visit.visits)
        self._known["source"] = self._keyed(DataSource, source.data_sources)
        for interview in source.interviews:
            self._interview(interview)
        for use_case in source.use_cases:
            self._use_case(use_case)
        self._visit(visit)
        for step in source.roadmap:
            slot = self._in_order("roadmap_step")
            self._add(RoadmapStep, slot, {"key": step_key(StepKind.OWN, slot), **step})
        if source.weighting is not None:
            self._weighting(source.weighting)
        self._checks(source)

    def _checks(self, source: SampleCompany) -> None:
        """What was answered of IT security, and what the law asks of the company as a whole."""
        for training in source.trainings:
            self._training(training)
        for item, answer in source.it_security.items():
            edition = current_it_security().edition
            given = {"item": item, "answer": answer, "edition": edition}
            self._add(SecurityAnswer, slot_id("security_answer", self._company, item), given)
        self._legal(source.legal, self._company, {})

    def _legal(self, said: Mapping[str, str], owner: UUID, whose: Fields) -> None:
        for fact, value in said.items():
            given = {"fact": fact, "value": value, "edition": current_law().edition, **whose}
            self._add(LegalFact, slot_id("legal_fact", owner, fact), given)

    def _training(self, values: Fields) -> None:
        """What is taken from the catalogue has the slot that the plan gives it."""
        if offer := values.get("offer"):
            slot = training_id(self._company, f"{offer}:{values.get('group')}")
            values = {**values, "edition": current_training().edition}
        else:
            slot = self._in_order("training")
        self._add(Training, slot, values)

    def _add(self, cls: type[Record], identifier: UUID, values: Fields) -> UUID:
        kind = kind_of(cls).name
        rules = rules_of(cls)
        known = {"id": identifier, "company": self._company, **values}
        for name, value in values.items():
            if name in rules and rules[name].holds is Holds.DAY and type(value) is int:
                known[name] = self._today + timedelta(days=value)
        if "position" in rules:
            known["position"] = f"{_STEP * (len(self.records[kind]) + 1):08x}"
        self.records[kind].append(known)
        return identifier

    def _in_order(self, kind: str, *parts: UUID | str) -> UUID:
        return slot_id(kind, self._company, *parts, str(len(self.records[kind])))

    def _keyed(self, cls: type[Record], found: Mapping[str, Fields]) -> dict[str, UUID]:
        return {
            key: self._add(
                cls, slot_id(kind_of(cls).name, self._company, key), self._linked(values)
            )
            for key, values in found.items()
        }

    def _link(self, name: str, key: object, where: Joined) -> UUID | None:
        found = self._known.get(name, {}).get(str(key))
        if found is None:
            reason = phrase("Der Verweis „{key}“ führt ins Leere.", key=str(key))
            self.faults.append((where, reason))
        return found

    def _linked(self, values: Fields, title: str = "") -> Fields:
        """The values with the ids of the records that they name by their keys."""
        linked = dict(values)
        for name in _LINKS & values.keys():
            where = entry(title or str(values.get("name", "")), phrase(_LINK_LABELS[name]))
            linked[name] = self._link(name, values[name], where)
        return linked

    def _visit(self, visit: SampleVisit) -> None:
        listed: tuple[tuple[type[Record], tuple[Fields, ...]], ...] = (
            (Affiliate, visit.affiliates),
            (PainPoint, visit.pain_points),
            (Participant, visit.participants),
            (Observation, visit.observations),
            (Decision, visit.decisions),
            (Task, visit.tasks),
        )
        for cls, found in listed:
            for values in found:
                self._add(cls, self._in_order(kind_of(cls).name), self._linked(values))
        for values in visit.obstacles:
            slot = slot_id("obstacle", self._company, str(values.get("barrier")))
            self._add(Obstacle, slot, values)

    def _weighting(self, weighting: SampleWeighting) -> None:
        slot = slot_id("portfolio_choice", self._company)
        self._add(PortfolioChoice, slot, weighting.choice)
        for person, said in weighting.pairs.items():
            for each in said:
                (first, second), turned = _slot_order(each.first, each.second)
                judgement = -each.judgement if turned and each.judgement != 1 else each.judgement
                values = {"first": first, "second": second, "judgement": judgement}
                identifier = slot_id("criterion_pair", self._company, person, first, second)
                self._add(CriterionPair, identifier, {"person": person, **values})

    def _interview(self, interview: Interview) -> None:
        stage = str(interview.record.get("stage"))
        slot = slot_id("assessment", self._company, stage)
        self._add(Assessment, slot, interview.record)
        bare = [
            {"question": f"{dimension}.{n}", "level": str(level)}
            for dimension, levels in interview.profile.items()
            for n, level in enumerate(levels, 1)
            if level is not None
        ]
        told = [{**each, "evidence": interview.profile_evidence} for each in bare]
        for answer in (*interview.answers, *told):
            question = str(answer.get("question"))
            self._add(Answer, slot_id("answer", slot, question), {"assessment": slot, **answer})

    def _use_case(self, source: SampleUseCase) -> None:
        title = str(source.record.get("title"))
        slot = self._add(UseCase, self._in_order("use_case"), self._linked(source.record, title))
        for finding in source.findings:
            key = str(finding.get("key"))
            self._add(Finding, slot_id("finding", slot, key), {"use_case": slot, **finding})
        for link in source.sources:
            found = self._link("source", link.get("source"), entry(title, phrase("Datenquelle")))
            if found is not None:
                identifier = slot_id("source_link", slot, found)
                self._add(SourceLink, identifier, {**link, "use_case": slot, "source": found})
        self._voices(source, slot)
        self._legal(source.legal, slot, {"use_case": slot})
        if source.business_case is not None:
            case = {"use_case": slot, **source.business_case}
            self._add(BusinessCase, slot_id("business_case", slot), case)
        for line in source.cash_lines:
            where = f"{title}: {line.get('label')}"
            values = {"use_case": slot, **self._linked(line, where)}
            self._add(CashLine, self._in_order("cash_line", slot), values)
        self._funding(source, slot)

    def _funding(self, source: SampleUseCase, slot: UUID) -> None:
        if source.sketch is not None:
            self._add(PilotSketch, pilot_id(slot), {"use_case": slot, **source.sketch})
        if source.funding is not None:
            known = {"use_case": slot, **source.funding}
            self._add(FundingCase, slot_id("funding_case", slot), known)
        for each in source.programmes:
            chosen = {"use_case": slot, "edition": current_funding().edition, **each}
            identifier = slot_id("funding_choice", slot, str(each.get("programme")))
            self._add(FundingChoice, identifier, chosen)

    def _voices(self, source: SampleUseCase, slot: UUID) -> None:
        for opinion in source.opinions:
            for criterion, value in opinion.ratings.items():
                identifier = slot_id("rating", slot, criterion, opinion.person)
                rated = {"criterion": criterion, "person": opinion.person, "value": value}
                self._add(Rating, identifier, {"use_case": slot, **rated})
        for number, value in enumerate(source.votes, 1):
            participant = f"Platz {number}"
            cast = {"use_case": slot, "participant": participant, "value": value}
            self._add(Vote, slot_id("vote", slot, participant), cast)


def _slot_order(first: str, second: str) -> tuple[tuple[str, str], bool]:
    """The pair in the order of its slot, and whether that turned it."""
    return ((second, first), True) if second < first else ((first, second), False)
