"""Asks for what enrols this device with a hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.sync.state import EnrolmentState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EnrolCard(Card):
    """Address, one-time code and the name of the device; Enter sends."""

    typed = Signal(str, str)  # field, text
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Dieses Gerät beim Hub anmelden"), parent=parent)
        self.setObjectName("enrolCard")
        self._why = label("", "muted", wrap=True)
        self.form = Form((_fields(),))
        self.button = QPushButton(_("Gerät anmelden"))
        set_role(self.button, "primary")
        for part in (self._why, self.form):
            self.add(part)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.committed.connect(self.typed)
        self.form.restored.connect(lambda name: self.typed.emit(name, self._text(name)))
        self.button.clicked.connect(self._submit)

    def show_enrolment(self, state: EnrolmentState, *, busy: bool) -> None:
        self._why.setText(_why(again=state.is_again))
        self.form.show_problems({name: render(said) for name, said in state.problems.items()})
        self.form.show_values(state.texts)
        self.button.setEnabled(not busy)
        self.button.setText(_("Wird angemeldet …") if busy else _("Gerät anmelden"))

    def focus_first_open(self) -> None:
        """Leads to the first field that still needs something."""
        names = [field.name for field in _fields()]
        wanting = (name for name in names if self._wants(name))
        self.form.field(next(wanting, names[0])).setFocus(Qt.FocusReason.OtherFocusReason)

    def _wants(self, name: str) -> bool:
        return not self._text(name).strip() or bool(self.form.field(name).problem_line.text())

    def _text(self, name: str) -> str:
        return self.form.field(name).editor.text()

    def _submit(self) -> None:
        self.form.commit_pending()
        self.submitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.button.isEnabled():
            self._submit()
        else:
            super().keyPressEvent(event)


def _fields() -> tuple[Field, ...]:
    return (
        Field("url", _("Adresse des Hubs"), placeholder="hub.region.example", weight=4),
        Field(
            "code",
            _("Einmal-Code"),
            hint=_("Das Hub-Team erzeugt ihn auf dem Rechner des Hubs (kihub-hub enrol)."),
            weight=3,
        ),
        Field(
            "device",
            _("Name dieses Geräts"),
            hint=_("Daran erkennen andere, welche Fassung von hier stammt."),
            weight=3,
        ),
    )


def _why(*, again: bool) -> str:
    code = _(
        "Den Einmal-Code erzeugt das Hub-Team auf dem Rechner des Hubs; er gilt 15 Minuten und nur"
        " für ein Gerät."
    )
    if again:
        return _("Der Hub kennt dieses Gerät nicht mehr. Nichts ist verloren.") + " " + code
    return (
        _(
            "Der Hub führt zusammen, was mehrere Laptops erfassen. Bis zum ersten Abgleich bleibt"
            " alles allein auf diesem Laptop."
        )
        + " "
        + code
    )
