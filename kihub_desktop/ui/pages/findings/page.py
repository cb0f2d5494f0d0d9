"""Draws the findings of one use case: data, sources, technology, organisation, votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui.pages.findings.rows import FindingRow, GroupCard
from kihub_desktop.ui.pages.findings.source_card import SourceCard
from kihub_desktop.ui.pages.findings.state import FindingGroupState, FindingsState
from kihub_desktop.ui.pages.findings.votes_card import VotesCard
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

_DATA = "D"
_ROOM = 24
_NEXT_KEY = "F8"
_ARRIVING_MS = 400
_LAYOUT_ROUNDS = 4


class FindingsPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    edited = Signal(str, object)  # key, FieldEdit
    restored = Signal(str, str)
    graded = Signal(str, int)
    source_edited = Signal(object, object)  # UUID, FieldEdit
    source_graded = Signal(object, int)
    link_requested = Signal(object)
    unlink_requested = Signal(object)
    vote_given = Signal(str, int)
    vote_deleted = Signal(object)
    interview_requested = Signal(str)
    verdict_requested = Signal()
    decision_requested = Signal()
    page_requested = Signal(str, str)  # page, target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Angaben"), parent=parent)
        self.setObjectName("findingsPage")
        self._missing_page = ""
        content = self.body.parentWidget()
        assert content is not None  # the body lies in the scrolled widget
        self._content = content
        self._wanted: QWidget | None = None
        self._arriving = QTimer(self)
        self._arriving.setSingleShot(True)
        self._arriving.setInterval(_ARRIVING_MS)
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.next_button = self.add_button(_("Nächste offene"), keys=_NEXT_KEY)
        self.verdict_button = self.add_button(_("Zum Urteil"), primary=True)
        self.reason = label("", "strong", wrap=True)
        self.empty = EmptyState(
            _("Hier steht, was das Urteil über einen Anwendungsfall wissen muss."),
            action=_("Zu den Anwendungsfällen"),
        )
        self.nothing = Card()
        self.nothing.add(self.reason)
        self.nothing.add(self.empty)
        self.add(self.nothing)
        self.groups: dict[str, GroupCard] = {}
        self.sources = SourceCard()
        self.votes = VotesCard()
        self.add(self.sources)
        self.add(self.votes)
        self._wire()

    def _wire(self) -> None:
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self._arriving.timeout.connect(self._arrive)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._bring_wanted())
        self.next_button.clicked.connect(self.lead_to_next)
        # Works in the header too, and only while this page is shown.
        keys = QShortcut(QKeySequence(_NEXT_KEY), self)
        keys.activated.connect(self.lead_to_next)
        self.verdict_button.clicked.connect(self.verdict_requested)
        self.empty.action_requested.connect(
            lambda: self.page_requested.emit(self._missing_page, "")
        )
        self.sources.edited.connect(self.source_edited)
        self.sources.graded.connect(self.source_graded)
        self.sources.link_requested.connect(self.link_requested)
        self.sources.unlink_requested.connect(self.unlink_requested)
        self.sources.decision_requested.connect(self.decision_requested)
        self.sources.company_requested.connect(
            lambda: self.page_requested.emit("company", "new:data_source")
        )
        self.votes.vote_given.connect(self.vote_given)
        self.votes.delete_requested.connect(self.vote_deleted)

    # -- showing -----------------------------------------------------------------------------

    def show_state(self, state: FindingsState) -> None:
        known = state.missing is None
        self._missing_page = state.missing_page
        self.reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing_page == "companies"
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
        self.nothing.setVisible(not known)
        parts = (self.choice, self.next_button, self.verdict_button, self.sources, self.votes)
        for part in (*parts, *self.groups.values()):
            part.setVisible(known)
        if not known or state.votes is None:
            self.set_heading(self.title, "")
            return
        self.choice.show_choices(state.choices, state.chosen)
        self.set_heading(self.title, _subtitle(state.open_count))
        self.next_button.setEnabled(state.open_count > 0)
        for group in state.groups:
            card = self.groups.get(group.key) or self._group(group)
            card.show_group(group, state.as_of)
        self.sources.show_sources(state.sources, state.as_of)
        self.votes.show_votes(state.votes)

    def _group(self, group: FindingGroupState) -> GroupCard:
        """The card of a pillar: data stand above the sources, all others below them."""
        card = self.groups[group.key] = GroupCard()
        neighbour: QWidget = self.sources if group.key == _DATA else self.votes
        self.body.insertWidget(self.body.indexOf(neighbour), card)
        card.edited.connect(self.edited)
        card.restored.connect(self.restored)
        card.graded.connect(self.graded)
        card.interview_requested.connect(self.interview_requested)
        card.decision_requested.connect(self.decision_requested)
        return card

    # -- going to a place ----------------------------------------------------------------------

    def reveal(self, kind: str, key: str) -> None:
        """Shows a place: a finding by its key, a source by its id ("": any), the votes."""
        if kind == "finding":
            row = self._row(key)
            if row is not None:
                self._lead(row, row.lead)
        elif kind == "source":
            self._lead(self.sources.part(key), lambda: self.sources.lead(key))
        elif kind == "votes":
            self._lead(self.votes, self.votes.lead)

    def lead_to_next(self) -> None:
        """The next open place below the focus; after the last one the first."""
        places = list(self._open_places())
        if not places:
            return
        focus = self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        top = self._top(focus) if focus is not None and inside else -1
        below = [place for place in places if self._top(place[0]) > top]
        part, lead = (below or places)[0]
        self._lead(part, lead)

    def _open_places(self) -> Iterator[tuple[QWidget, Callable[[], object]]]:
        for key, card in self.groups.items():
            for row in card.rows.values():
                if row.line is not None and row.line.is_open:
                    yield row, row.lead
            if key == _DATA:
                yield from self._open_sources()

    def _open_sources(self) -> Iterator[tuple[QWidget, Callable[[], object]]]:
        if not self.sources.blocks:
            yield self.sources, lambda: self.sources.lead("")
        for block in self.sources.blocks.values():
            if not block.pill.isHidden():
                yield block, block.lead

    def _row(self, key: str) -> FindingRow | None:
        return next((card.rows[key] for card in self.groups.values() if key in card.rows), None)

    def _top(self, part: QWidget) -> int:
        return part.mapToGlobal(QPoint(0, 0)).y() - self._content.mapToGlobal(QPoint(0, 0)).y()

    def _lead(self, part: QWidget, lead: Callable[[], object]) -> None:
        lead()
        # Rows that were just filled find their places now, not when the loop gets to it.
        for _round in range(_LAYOUT_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._bring(part)
        # A page that is about to be shown gets its width later.
        self._wanted = part
        self._arriving.start()

    def _bring_wanted(self) -> None:
        if self._wanted is not None and isValid(self._wanted):
            self._bring(self._wanted)

    def _arrive(self) -> None:
        self._bring_wanted()
        self._wanted = None

    def _bring(self, part: QWidget) -> None:
        """Scrolls the part to the upper edge when it is not wholly in sight."""
        bar, top = self.verticalScrollBar(), self._top(part)
        shown = range(bar.value(), bar.value() + self.viewport().height())
        if top not in shown or top + part.height() not in shown:
            bar.setValue(top - _ROOM)

    def focus_first(self) -> None:
        """Where work was left, else the choice of the use case."""
        worked_at = self.focusWidget()
        widget = self.choice if worked_at is None else worked_at
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _subtitle(count: int) -> str:
    if not count:
        return _("Alle notwendigen Angaben liegen vor · jede Eingabe wird sofort gespeichert")
    return ngettext(
        "{n} notwendige Angabe ist noch offen · jede Eingabe wird sofort gespeichert",
        "{n} notwendige Angaben sind noch offen · jede Eingabe wird sofort gespeichert",
        count,
    )
