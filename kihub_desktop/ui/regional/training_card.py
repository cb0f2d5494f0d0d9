"""The card „Weiterbildung“: who should learn what because of a use case."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.regional.training_lines import ProposalLine, TrainingView
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.labels import label, set_role


class ProposalList(QWidget):
    """Proposals below each other; with `takes` each can be put into the plan."""

    taken = Signal(str)  # key

    def __init__(self, *, takes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._takes = takes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(10))
        self.rows: list[ProposalRow] = []

    def show_lines(self, lines: tuple[ProposalLine, ...]) -> None:
        for place, line in enumerate(lines):
            if place == len(self.rows):
                made = ProposalRow(takes=self._takes)
                made.taken.connect(self.taken)
                self._column.addWidget(made)
                self.rows.append(made)
            self.rows[place].show_line(line)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(lines))


class ProposalRow(QWidget):
    """Name, form, reason; the badge says how binding it is."""

    taken = Signal(str)

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._takes = takes
        self._key = ""
        self.name = label("", "strong", wrap=True)
        self.form = label("", "note", wrap=True)
        self.reason = label("", "", wrap=True)
        self.whom = label("", "", wrap=True)
        self.badge = StatusPill()
        self.origin = label("", "note", wrap=True)
        self.origin.hide()
        self.source = QPushButton(_("Quelle"))
        self.take = QPushButton(_("In den Plan"))
        for button in (self.source, self.take):
            set_role(button, "link")
        self.source.setCheckable(True)
        self.source.toggled.connect(self.origin.setVisible)
        self.take.clicked.connect(lambda: self.taken.emit(self._key))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self.whom, 1)
        foot.addWidget(self.source)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addLayout(head)
        for part in (self.form, self.reason):
            column.addWidget(part)
        column.addLayout(foot)
        column.addWidget(self.origin)

    def show_line(self, line: ProposalLine) -> None:
        self._key = line.key
        name = render(line.name)
        self.name.setText(name)
        self.form.setText(render(line.form))
        self.reason.setText(render(line.reason))
        self.whom.setText(_("für: {whom}").format(whom=render(line.for_whom)))
        self.badge.show_status(render(line.badge), line.tone)
        others = render(line.others)
        said = [render(line.origin)]
        if others:
            said.append(_("Auch möglich: {others}").format(others=others))
        self.origin.setText("\n".join(said))
        self.take.setVisible(self._takes and not line.is_planned)
        self.take.setAccessibleName(f"{name}: {self.take.text()}")
        self.source.setAccessibleName(f"{name}: {self.source.text()}")


class TrainingCard(Card):
    """Proposals and how far the plan is; a button leads to the plan."""

    plan_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Weiterbildung"), parent=parent)
        self.status = StatusPill()
        self.add_action(self.status)
        self.proposals = ProposalList(takes=False)
        self.plan = QPushButton(_("Plan zur KI-Kompetenz …"))
        self.plan.clicked.connect(self.plan_requested)
        self.add(self.proposals)
        self.body.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)

    def show_training(self, view: TrainingView) -> None:
        self.set_heading(_("Weiterbildung"), render(view.note))
        self.status.show_status(render(view.status), view.status_tone)
        self.proposals.show_lines(view.lines)
