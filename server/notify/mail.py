"""One e-mail to one person over SMTP (RFC 5321), with the notice's key as its Message-ID."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from server.notify.message import Message

TIMEOUT_S = 20.0
PORTS = {"tls": 465, "starttls": 587, "none": 25}


def compose(config: Mapping[str, Any], message: Message) -> EmailMessage:
    """Raises ValueError for an address with a line break in it."""
    mail = EmailMessage(policy=SMTP)
    sender = str(config.get("from", ""))
    mail["From"], mail["To"] = sender, message.to
    mail["Subject"] = message.subject
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2] or 'huizhen'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    return mail


def send_mail(config: Mapping[str, Any], secret: str, message: Message) -> None:
    """Raises OSError or smtplib.SMTPException when it was not taken."""
    security = str(config.get("security", "starttls"))
    host, port = str(config.get("host", "")), int(config.get("port") or PORTS.get(security, 25))
    mail = compose(config, message)
    tls = ssl.create_default_context(cafile=config.get("ca_file") or None)
    if security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=tls)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    with server:
        if security == "starttls":
            server.starttls(context=tls)
        if config.get("username"):
            server.login(str(config["username"]), secret)
        server.send_message(mail)
