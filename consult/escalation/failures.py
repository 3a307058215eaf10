"""Why a message did not get through, in a word for people; what the gateway said is for the log."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TEMPLATE = "template"
    GONE = "gone"
    OUT_OF_ORDER = "out_of_order"
    REFUSED = "refused"


# Beginnings of the sender's own words: it names the kind of error, never an address.
_UNREACHABLE = (
    *("Connection", "NewConnection", "NameResolution", "MaxRetry", "Protocol", "SSL", "gaierror"),
    *("OSError", "BrokenPipe", "SMTPConnect", "SMTPServerDisconnected", "LocationParse", "Proxy"),
)
_GONE = ("gone", "endpoint", "sealed by another", "HTTP 404", "HTTP 410")


def failure_of(error: str) -> Failure | None:
    """None for no error; what a gateway says of itself is its refusal."""
    if not error:
        return None
    if error.startswith(_GONE):
        return Failure.GONE
    if error.startswith("HTTP 5"):
        return Failure.OUT_OF_ORDER
    if error.startswith("template"):
        return Failure.TEMPLATE
    if error.partition(" ")[0].endswith(("Timeout", "TimeoutError")):
        return Failure.TIMEOUT
    return Failure.UNREACHABLE if error.startswith(_UNREACHABLE) else Failure.REFUSED
