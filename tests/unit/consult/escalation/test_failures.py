"""Each thing that can go wrong on the way out has a word; nobody is shown an exception's name."""

from __future__ import annotations

import smtplib
import socket

import pytest
import urllib3

from consult.escalation.failures import Failure, failure_of

KINDS: list[tuple[type[BaseException], Failure]] = [
    (urllib3.exceptions.NewConnectionError, Failure.UNREACHABLE),
    (urllib3.exceptions.NameResolutionError, Failure.UNREACHABLE),
    (urllib3.exceptions.ProtocolError, Failure.UNREACHABLE),
    (urllib3.exceptions.SSLError, Failure.UNREACHABLE),
    (urllib3.exceptions.ConnectTimeoutError, Failure.TIMEOUT),
    (urllib3.exceptions.ReadTimeoutError, Failure.TIMEOUT),
    (ConnectionRefusedError, Failure.UNREACHABLE),
    (ConnectionResetError, Failure.UNREACHABLE),
    (socket.gaierror, Failure.UNREACHABLE),
    (TimeoutError, Failure.TIMEOUT),
    (smtplib.SMTPConnectError, Failure.UNREACHABLE),
    (smtplib.SMTPServerDisconnected, Failure.UNREACHABLE),
    (smtplib.SMTPAuthenticationError, Failure.REFUSED),
    (smtplib.SMTPRecipientsRefused, Failure.REFUSED),
]


@pytest.mark.parametrize(("kind", "word"), KINDS)
def test_a_kind_of_error_is_a_word(kind: type[BaseException], word: Failure) -> None:
    assert failure_of(kind.__name__) is word


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("", None),
        ("HTTP 503", Failure.OUT_OF_ORDER),
        ("HTTP 401", Failure.REFUSED),
        ("HTTP 410", Failure.GONE),
        ("template: no field to", Failure.TEMPLATE),
        ("gone", Failure.GONE),
        ("errcode: 40014", Failure.REFUSED),
        ("<b>whatever a callback says</b>", Failure.REFUSED),
    ],
)
def test_what_a_gateway_says_is_a_word(said: str, word: Failure | None) -> None:
    assert failure_of(said) is word
