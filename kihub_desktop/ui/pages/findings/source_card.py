"""The data sources of a use case: role, readiness, seven grades, evidence."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.findings.rows import count_note, rule
from kihub_desktop.ui.pages.findings.slot_form import SlotForm
from kihub_desktop.ui.pages.findings.spellings import source_rows
from kihub_desktop.ui.pages.findings.state import SourcesState, SourceState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.evidence_picker import EvidencePicker
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role


class SourceBlock(QWidget):
    """One linked data source."""

    edited = Signal(object)  # FieldEdit
    graded = Signal(int)
    unlink_requested = Signal()
    decision_requested = Signal()

    def __init__(self, state: SourceState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SourceState | None = None
        name = state.name or _("(ohne Namen)")
        self.setAccessibleName(name)
        px = theme.current().px
        self.name = label(name, "strong", wrap=True)
        self.note = label("", "note", wrap=True)
        self.pill = StatusPill()
        self.unlink = QPushButton(_("Verknüpfung lösen"))
        self.unlink.setAccessibleName(_("Verknüpfung mit {name} lösen").format(name=name))
        set_role(self.unlink, "link")
        self.form = SlotForm(source_rows(name))
        self.evidence = EvidencePicker(_("Beleg: {name}").format(name=name))
        heading = FlowRow(gap=10)
        for part in (self.name, self.note, self.pill, self.unlink):
            heading.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(heading)
        column.addWidget(self.form)
        column.addWidget(label(_("Sicherheit der Einschätzung"), "label"))
        column.addWidget(self.evidence)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.form.edited.connect(self.edited)
        self.form.decision_requested.connect(lambda _name: self.decision_requested.emit())
        self.evidence.picked.connect(self.graded)
        self.unlink.clicked.connect(self.unlink_requested)

    def show_source(self, state: SourceState, as_of: int) -> None:
        self.form.show_slot(state.entries, as_of)
        if state == self._state:
            return
        self._state = state
        self.name.setText(state.name or _("(ohne Namen)"))
        self.note.setText(state.note)
        self.note.setVisible(bool(state.note))
        self.pill.show_status(count_note(state.missing) if state.missing else "", Tone.WARN)
        self.pill.setVisible(state.missing > 0)
        self.evidence.show_grade(state.evidence)

    def lead(self) -> None:
        """The first field that is still open, else the role."""
        texts = self.form.texts()
        self.form.focus_field(next((name for name, text in texts.items() if not text), "role"))


class SourceCard(Card):
    edited = Signal(object, object)  # UUID of the source, FieldEdit
    graded = Signal(object, int)
    link_requested = Signal(object)
    unlink_requested = Signal(object)
    company_requested = Signal()
    decision_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Datenquellen"), parent=parent)
        self.body.setSpacing(theme.current().px(14))
        self.blocks: dict[UUID, SourceBlock] = {}
        self._rules: dict[UUID, QWidget] = {}
        self._counted = ""
        self._offered: list[Option] | None = None
        self.hint = label(
            _(
                "Noten von 0 bis 5, 5 ist die beste; n. r. = nicht relevant. Gerechnet wird mit "
                "den notwendigen Quellen, die schwächste zählt."
            ),
            "note",
            wrap=True,
        )
        self.empty = EmptyState(
            _("Verknüpfen Sie die Datenquellen, ohne die dieses Vorhaben nicht geht."),
            example=_("Zum Beispiel die Messwerte der Anlage als notwendig."),
        )
        self.none_recorded = EmptyState(
            _("Für dieses Unternehmen ist noch keine Datenquelle erfasst."),
            action=_("Datenquelle erfassen"),
        )
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Datenquelle verknüpfen"))
        self.choice.setPlaceholderText(_("Datenquelle verknüpfen …"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choice.setMinimumWidth(theme.current().px(280))
        for part in (self.empty, self.none_recorded):
            self.add(part)
        self.body.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.hint)
        self.choice.activated.connect(lambda _index: self._on_choice())
        self.none_recorded.action_requested.connect(self.company_requested)

    def show_sources(self, state: SourcesState, as_of: int) -> None:
        note = count_note(state.open_count)
        if note != self._counted:
            self._counted = note
            self.set_heading(_("Datenquellen"), note)
        self._drop_all_but({each.source for each in state.links})
        for place, each in enumerate(state.links):
            block = self.blocks.get(each.source) or self._block(each, place)
            block.show_source(each, as_of)
        self.empty.setVisible(not state.links and state.recorded > 0)
        self.none_recorded.setVisible(state.recorded == 0)
        self.hint.setVisible(bool(state.links))
        options = [Option(str(c.id), c.name or _("(ohne Namen)")) for c in state.candidates]
        if options != self._offered:
            self._offered = options
            self.choice.set_options(options)
        self.choice.setCurrentIndex(-1)
        self.choice.setVisible(bool(options))

    def lead(self, source: str) -> bool:
        """Puts the focus into a source, or to where one is linked; False if there is nothing."""
        blocks = [block for key, block in self.blocks.items() if str(key) == source]
        for block in blocks or list(self.blocks.values()):
            block.lead()
            return True
        for part in (self.choice, self.none_recorded.button):
            if not part.isHidden():
                part.setFocus(Qt.FocusReason.TabFocusReason)
        return False

    def part(self, source: str) -> QWidget:
        """What has to be in sight for a source."""
        return next((b for key, b in self.blocks.items() if str(key) == source), self)

    def _block(self, state: SourceState, place: int) -> SourceBlock:
        block = SourceBlock(state)
        source = state.source
        block.edited.connect(partial(self.edited.emit, source))
        block.graded.connect(partial(self.graded.emit, source))
        block.unlink_requested.connect(partial(self.unlink_requested.emit, source))
        block.decision_requested.connect(self.decision_requested)
        self.blocks[source] = block
        self._rules[source] = rule()
        self.body.insertWidget(2 * place, block)
        self.body.insertWidget(2 * place + 1, self._rules[source])
        return block

    def _drop_all_but(self, sources: set[UUID]) -> None:
        for source in [known for known in self.blocks if known not in sources]:
            for widget in (self.blocks.pop(source), self._rules.pop(source)):
                self.body.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def _on_choice(self) -> None:
        if self.choice.key():
            self.link_requested.emit(UUID(self.choice.key()))
