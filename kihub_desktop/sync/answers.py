"""What went wrong on the way to the hub, each time as one refusal with one sentence."""

from __future__ import annotations

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.wire import EpochProblem


class TokenExpired(Exception):
    """The bearer token is not valid (any more); a fresh one may be."""


class EpochChanged(Exception):
    """The hub was restored; numbers above `problem.base` are void."""

    def __init__(self, problem: EpochProblem) -> None:
        super().__init__(problem.epoch)
        self.problem = problem


def unreachable(detail: str) -> Refused:
    return Refused(
        Reason.HUB_UNREACHABLE,
        phrase(
            "Der Hub ist nicht erreichbar. Alles bleibt auf diesem Laptop gespeichert;"
            " bitte die Internetverbindung prüfen und später noch einmal abgleichen."
        ),
        detail,
    )


def nonsense(detail: str) -> Refused:
    return Refused(
        Reason.HUB_NONSENSE,
        phrase(
            "Unter der Adresse des Hubs antwortet etwas anderes, zum Beispiel die Anmeldeseite"
            " eines WLANs. Nichts wurde übernommen und alles bleibt gespeichert; bitte das Netz"
            " prüfen und noch einmal abgleichen."
        ),
        detail,
    )


def not_enrolled() -> Refused:
    return Refused(
        Reason.NOT_ENROLLED,
        phrase(
            "Dieser Laptop ist beim Hub nicht angemeldet. Alles bleibt gespeichert; bitte mit"
            " einem Einmal-Code des Hub-Teams anmelden."
        ),
    )


_REFUSALS: dict[str, Phrase] = {
    "code": phrase(
        "Der Code passt nicht oder ist abgelaufen. Bitte beim Hub-Team einen neuen holen; er gilt"
        " 15 Minuten."
    ),
    "revoked": phrase(
        "Der Hub hat dieses Gerät gesperrt. Alles hier Erfasste bleibt gespeichert und liegt beim"
        " Hub zur Prüfung; bitte das Hub-Team ansprechen."
    ),
    "version": phrase(
        "Der Hub ist neuer als diese Werkbank. Gesendetes ist angekommen, alles bleibt"
        " gespeichert; zum Empfangen bitte die Werkbank aktualisieren."
    ),
    "too_often": phrase(
        "Der Hub nimmt gerade keine weiteren Versuche an. Alles bleibt gespeichert; bitte in einer"
        " Minute noch einmal."
    ),
    "busy": phrase(
        "Der Hub ist gerade gestört. Alles bleibt auf diesem Laptop gespeichert; bitte später noch"
        " einmal abgleichen."
    ),
}


def refused(kind: str, status: int) -> Refused:
    """The refusal behind a problem that the hub names; an unknown one is nonsense."""
    if kind in {"device", "nonce"}:
        return not_enrolled()
    message = _REFUSALS.get(kind)
    if message is None:
        return nonsense(f"{status} {kind}")
    return Refused(Reason.HUB_REFUSED, message, f"{status} {kind}")
