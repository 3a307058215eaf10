"""huizhen serve"""

from __future__ import annotations

import argparse
import gc
import socket
from contextlib import closing
from dataclasses import replace

import uvicorn

from consult.errors import Denied
from server.app import build_app
from server.cli.serving import workers
from server.cli.serving.logs import configure_logs
from server.cli.terminal import Refused, speak
from server.cli.work import bring_up_to_date, with_database
from server.live.carrier import UVICORN_OPTIONS
from server.network.demo import has_demo_accounts
from server.security.tls.serving import tls_options
from server.security.web.connections import raise_descriptor_limit
from server.settings import Settings, is_loopback, secret_key

GRACE_S = 10
WAITING = 2048
# New objects until the young, the older and all are looked through; Python's own 700 are few.
COLLECT_AFTER = (20_000, 20, 50)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Run the server; an empty or older database is migrated first."
    parser.epilog = "example: huizhen serve --port 9000"
    parser.add_argument("--host", help="address to listen at (HUIZHEN_HOST)")
    parser.add_argument("--port", type=_port, help="port to listen at (HUIZHEN_PORT)")
    parser.add_argument(
        "--workers",
        type=_count,
        default=1,
        help="server processes on this machine; more than one needs PostgreSQL and NATS",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    workers.check(args.workers, settings)
    host = args.host or settings.host
    with closing(_listen(host, settings.port if args.port is None else args.port)) as listener:
        settings = _listening_at(settings, host, listener.getsockname()[1])
        bring_up_to_date(settings)
        refuse_public_demo(settings)
        secret_key(settings)
        if args.workers > 1:
            configure_logs(settings.log_format)
            return workers.Workers(answer, settings, listener).run(args.workers)
        return answer(settings, listener, says_where=True)


def answer(settings: Settings, listener: socket.socket, says_where: bool) -> int:
    """One server process, until it is told to stop."""
    configure_logs(settings.log_format)
    raise_descriptor_limit()
    server = _Server(
        uvicorn.Config(
            build_app(settings),
            **UVICORN_OPTIONS,
            lifespan="on",
            access_log=False,  # addresses may name patients' files
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
            **tls_options(settings),
        )
    )
    server.url = settings.public_url if says_where else ""
    server.run(sockets=[listener])
    return 0 if server.started else 1


class _Server(uvicorn.Server):
    """Says where it is once it answers."""

    url = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        leave_alone_what_stays()
        if self.started and self.url:
            speak("serving", url=self.url)


def leave_alone_what_stays() -> None:
    """What the start made is not looked through again for what may go, and a list of some hundred
    cases is read without a pause for it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING)  # who calls before all parts are there waits instead of failing
    except OSError as error:
        raise Refused(f"cannot listen at {host} port {port}: {error.strerror}") from error
    return listener


def refuse_public_demo(settings: Settings) -> None:
    """Raise Denied when others could reach logins whose password everybody knows."""
    public = settings.https or not is_loopback(settings.host)
    if public and with_database(settings, lambda uow: uow.look(has_demo_accounts)):
        raise Denied("serve.demo_accounts")


def _listening_at(settings: Settings, host: str, port: int) -> Settings:
    """With the address listened at; a public address that was only a default follows the port."""
    by_default = settings.public_url == f"http://127.0.0.1:{settings.port}"
    public_url = "" if by_default else settings.public_url
    return replace(settings, host=host, port=port, public_url=public_url)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= workers.AT_MOST:
        raise argparse.ArgumentTypeError(f"from 1 to {workers.AT_MOST}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("from 0 to 65535")
    return int(text)
