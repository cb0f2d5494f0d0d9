"""Why something could not be done: an enum with values, worded where it is shown."""

from __future__ import annotations

from enum import StrEnum

from kihub_desktop.domain.phrases import Phrase


class Reason(StrEnum):
    """The refusals a caller may want to tell apart."""

    WRONG_PASSPHRASE = "wrong_passphrase"
    DAMAGED = "damaged"
    TOO_NEW = "too_new"
    IN_USE = "in_use"
    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"
    NOT_A_WORKSPACE = "not_a_workspace"
    EXISTS = "exists"
    WEAK_PASSPHRASE = "weak_passphrase"
    NO_KEYRING = "no_keyring"
    HUB_UNREACHABLE = "hub_unreachable"
    HUB_NONSENSE = "hub_nonsense"
    HUB_REFUSED = "hub_refused"
    NOT_ENROLLED = "not_enrolled"
    UNKNOWN_RECORD = "unknown_record"
    UNFIT_VALUE = "unfit_value"
    BAD_INPUT = "bad_input"


class Refused(Exception):
    """Something was not done, and nothing was lost. `message` says what, and what to do."""

    def __init__(self, reason: Reason, message: Phrase, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.message = message
        self.detail = detail
