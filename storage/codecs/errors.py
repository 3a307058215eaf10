"""The one exception a reader may raise about the content of a file."""

from __future__ import annotations

from consult.studies.reasons import Reason


class Unreadable(Exception):
    """The file cannot be shown, or must be refused, for a typed reason.

    `detail` is for the operator's log only; it may quote the file and is never shown.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail
