"""Real receivers on loopback: an HTTP gateway, a push service, an SMTP server."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

WITHIN = 60.0


@dataclass(frozen=True)
class Got:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Collects what comes; `answers` are (status, body) for the next requests, then 200."""

    url: str
    got: list[Got] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def take(self, item: Got) -> tuple[int, bytes]:
        with self.news:
            self.got.append(item)
            self.news.notify_all()
            return self.answers.pop(0) if self.answers else (200, b'{"errcode": 0}')

    def wait(self, count: int) -> list[Got]:
        """The first `count` requests, once they are there."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.got) >= count, WITHIN), len(self.got)
            return list(self.got[:count])


@contextmanager
def receiving() -> Iterator[Receiver]:
    """An HTTP server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            got = Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            status, answer = receiver.take(got)
            self.send_response(status)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST  # noqa: N815 the name http.server looks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Not into the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Mailbox:
    host: str
    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def wait(self, count: int) -> list[EmailMessage]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.mails) >= count, WITHIN)
            return list(self.mails)


@contextmanager
def mailing() -> Iterator[Mailbox]:
    """An SMTP server on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Mailbox("127.0.0.1", port)

    class Handler:
        async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
            raw = envelope.content
            assert isinstance(raw, bytes)
            with box.news:
                box.mails.append(message_from_bytes(raw, policy=default))
                box.news.notify_all()
            return "250 taken"

    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
