"""huizhen token create"""

from __future__ import annotations

import argparse
from datetime import timedelta

from consult.access.system import SYSTEM
from consult.actions.network.accounts import clean_username
from consult.actions.network.tokens import MakeToken, make_token
from consult.errors import NotFound
from consult.network.people import TOKEN_SCOPES
from server.cli.work import with_database
from server.security.auth.identity import TOKEN_PREFIX, digest, new_secret
from server.settings import Settings
from storage.database.unit_of_work import UnitOfWork


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Bearer tokens for programs, with the rights of their owner."
    parser.epilog = "example: huizhen token create pacs.gateway --name PACS --scope dicomweb"
    verbs = parser.add_subparsers(required=True, metavar="create")
    create = verbs.add_parser(
        "create",
        help="print a new token; it is shown this once",
        description="Print a new token; it is shown this once and kept only as a hash.",
        epilog="example: huizhen token create pacs.gateway --name PACS --scope dicomweb --days 365",
    )
    create.add_argument("username", help="the login whose rights the token has")
    create.add_argument("--name", required=True, help="what the token is for")
    create.add_argument(
        "--scope", action="append", required=True, choices=sorted(TOKEN_SCOPES), help="repeatable"
    )
    create.add_argument("--days", type=_days, help="days until it ends; never without")
    create.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    secret = TOKEN_PREFIX + new_secret()

    async def work(uow: UnitOfWork) -> None:
        username = clean_username(args.username)
        account = await uow.look(lambda store: store.accounts.find(username=username))
        if account is None:
            raise NotFound("account")
        cmd = MakeToken(
            name=args.name,
            token_sha256=digest(secret),
            scopes=tuple(args.scope),
            expires_at=uow.clock() + timedelta(days=args.days) if args.days else None,
            person_id=account.person_id,
        )
        await uow.run(make_token, cmd, actor=SYSTEM)

    with_database(settings, work)
    print(secret)
    return 0


def _days(text: str) -> int:
    days = int(text)
    if not 0 < days <= 3650:
        raise argparse.ArgumentTypeError("from 1 to 3650 days")
    return days
