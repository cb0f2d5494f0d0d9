"""The form for a device that no hub knows: what is typed stays, what is wrong is told beside it."""

from __future__ import annotations

from kihub_desktop.composition import Services
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.sync.exchange import ExchangeStatus
from kihub_desktop.ui.pages.sync.exchanging import Exchanging
from kihub_desktop.ui.pages.sync.state import EnrolmentState
from kihub_desktop.ui.record_entry import Kept, KeptTexts

URL, CODE, DEVICE = "url", "code", "device"
_FORM = slot_id("enrolment")
_MISSING: dict[str, Value] = {
    URL: phrase("Bitte die Adresse des Hubs eintragen."),
    CODE: phrase("Bitte den Einmal-Code vom Hub-Team eintragen."),
    DEVICE: phrase("Bitte einen Namen eintragen, an dem andere diesen Laptop erkennen."),
}


class Enrolling:
    """Texts outlive the page; they are forgotten once the hub has taken the device."""

    def __init__(self, services: Services, exchanging: Exchanging, kept: KeptTexts) -> None:
        self._services = services
        self._exchanging = exchanging
        self._kept = kept

    def state(self, status: ExchangeStatus) -> EnrolmentState | None:
        """The form, if the device needs it."""
        again = status.enrolled and bool(status.runs) and _is_unknown(status)
        if status.enrolled and not again:
            self._forget()
            return None
        kept = self._kept.of(_FORM)
        known = {URL: status.url, CODE: "", DEVICE: self._device(status)}
        texts = {name: kept[name].text if name in kept else known[name] for name in known}
        problems = {name: each.problem for name, each in kept.items() if each.problem}
        return EnrolmentState(texts, problems | self._refused(), again)

    def type(self, name: str, text: str) -> None:
        """Keeps what was typed; what was wrong with the field is settled."""
        self._exchanging.refusal = None
        self._kept.keep(_FORM, name, Kept(text, ""))

    def submit(self, status: ExchangeStatus) -> bool:
        """Enrols, if every field is filled; else each empty one says what it needs."""
        state = self.state(status)
        if state is None:
            return False
        missing = [name for name, text in state.texts.items() if not text.strip()]
        for name in missing:
            self._kept.keep(_FORM, name, Kept("", _MISSING[name]))
        if not missing:
            texts = state.texts
            self._exchanging.enrol(texts[URL], texts[CODE], texts[DEVICE])
        return not missing

    def _device(self, status: ExchangeStatus) -> str:
        return status.device_name or self._services.team.signature().device

    def _refused(self) -> dict[str, Value]:
        refusal = self._exchanging.refusal
        if refusal is None:
            return {}
        if not isinstance(refusal, Refused):
            return {URL: phrase("Die Anmeldung ist gescheitert: {error}", error=str(refusal))}
        field = CODE if refusal.reason is Reason.HUB_REFUSED else URL
        return {field: refusal.message}

    def _forget(self) -> None:
        for name in _MISSING:
            self._kept.drop(_FORM, name)


def _is_unknown(status: ExchangeStatus) -> bool:
    """Whether the hub did not know this device at the last exchange."""
    return status.runs[0].detail.reason == Reason.NOT_ENROLLED.value
