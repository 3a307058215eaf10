"""huizhen tls init|renew"""

from __future__ import annotations

import argparse

from server.cli.terminal import speak
from server.security.tls.folder import TlsFolder, init, read_certificate, renew
from server.security.tls.issue import Place, fingerprint, read_place
from server.settings import Settings
from storage.database.unit_of_work import system_clock

EXAMPLE = "example: huizhen tls init huizhen.hospital.lan 10.20.0.5"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Certificates for a network without internet: an authority of your own, installed once "
        "on each ward PC, and the server's certificate. Files in HUIZHEN_DATA_DIR/tls, mode 600."
    )
    parser.epilog = EXAMPLE
    verbs = parser.add_subparsers(required=True, metavar="init|renew")
    new = verbs.add_parser(
        "init",
        help="make the authority and the first certificate; nothing there is overwritten",
        description="Make an authority and the server's certificate, and say what to do with them.",
        epilog=EXAMPLE,
    )
    new.add_argument("place", nargs="+", metavar="NAME|ADDRESS", help="the first is what one types")
    new.set_defaults(run=run_init)
    again = verbs.add_parser(
        "renew",
        help="a new server certificate of the same authority; the PCs need nothing",
        description="Make a new server certificate; restart the server to use it.",
        epilog="example: huizhen tls renew",
    )
    again.add_argument(
        "place", nargs="*", metavar="NAME|ADDRESS", help="as before when none is given"
    )
    again.set_defaults(run=run_renew)


def run_init(args: argparse.Namespace, settings: Settings) -> int:
    places = [read_place(each) for each in args.place]
    folder = TlsFolder(settings.tls_dir)
    authority = init(folder, places, system_clock())
    certificate = read_certificate(folder.certificate)
    speak(
        "tls.made",
        authority=folder.authority,
        secret=folder.authority_key,
        names=", ".join(map(str, places)),
        until=f"{certificate.not_valid_after_utc:%Y-%m-%d}",
        fingerprint=fingerprint(authority),
    )
    speak("tls.settings", url=_url(places[0], settings.port), port=settings.port)
    speak("tls.install", file=folder.authority.name)
    return 0


def run_renew(args: argparse.Namespace, settings: Settings) -> int:
    folder = TlsFolder(settings.tls_dir)
    places = renew(folder, [read_place(each) for each in args.place], system_clock())
    until = read_certificate(folder.certificate).not_valid_after_utc
    speak("tls.renewed", names=", ".join(map(str, places)), until=f"{until:%Y-%m-%d}")
    return 0


def _url(place: Place, port: int) -> str:
    host = f"[{place}]" if ":" in str(place) else str(place)
    return f"https://{host}" + ("" if port == 443 else f":{port}")
