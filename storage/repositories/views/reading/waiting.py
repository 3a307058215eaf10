"""The reading list (判读列表): requests with ECGs or images that hospitals have sent to be read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from consult.access.policy import EXPERTS, Actor
from consult.cases.request import AssignmentState, Kind, Request, Urgency
from consult.cases.workflow.consultation import BEING_ANSWERED, WAITING, State
from consult.errors import Invalid
from consult.referrals.states import REFERRALS
from consult.studies.material import CaseMaterial, Ecg, ItemKind, Study
from storage.database.tables.requests import assignment, transition
from storage.database.tables.requests import request as request_table
from storage.database.tables.studies import case_material
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import Batch, load_batch
from storage.repositories.views.cases.case_row import CaseRow, rows_of
from storage.repositories.views.materials.study_count import StudyCount, count_studies
from storage.repositories.views.values import View
from storage.repositories.visible import visible

API = "/api/v1"
AUDITED = timedelta(days=7)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
REASON_SHOWN = 200
OPEN = WAITING | BEING_ANSWERED | {State.INFO_REQUESTED}


class Which(StrEnum):
    """`returned`: the county was asked for more; `audit`: signed in the last days."""

    ALL = "all"
    MINE = "mine"
    EMERGENCY = "emergency"
    RETURNED = "returned"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingQuery:
    """`kind` is ECG or STUDY; `after` is a token given out as `next`."""

    kind: ItemKind
    which: Which = Which.ALL
    after: str | None = None
    limit: int = 50


class Shot(View, frozen=True):
    """The recording at the row: the newest of the case. `more`: how many further ones it has."""

    id: str
    at: datetime
    device: str
    modality: str
    leads: int
    rate: float
    images: int
    not_shown: int
    warnings: tuple[str, ...]
    identity: str
    mini_url: str | None
    thumbnail_url: str | None
    more: int


class ReadingRow(View, frozen=True):
    """`reason` is the county's complaint in its own words."""

    request: CaseRow
    reason: str
    shot: Shot


class ReadingPage(View, frozen=True):
    items: tuple[ReadingRow, ...]
    next: str | None


def reading_list(
    store: SqlStore, actor: Actor, query: ReadingQuery, now: datetime
) -> Shown[ReadingPage]:
    """Emergencies first, then what is due first."""
    found = _requests(store, actor, query, now)
    page = found[: query.limit]
    batch = load_batch(store, actor, page, now)
    rows = rows_of(batch, actor, page, now)
    shots = _shots(store, batch, page, query.kind)
    items = tuple(
        ReadingRow(request=row, reason=_reason(batch, request), shot=shots[request.case_id])
        for request, row in zip(page, rows, strict=True)
    )
    more = len(found) > query.limit
    return Shown(
        ReadingPage(items=items, next=_token(page[-1]) if more else None),
        action="list_cases",
        subject=f"list:reading:{query.kind}",
        count=len(items),
    )


def _requests(
    store: SqlStore, actor: Actor, query: ReadingQuery, now: datetime
) -> Sequence[Request]:
    table = request_table.c
    rank = sa.case((table.urgency == Urgency.EMERGENCY.value, 0), else_=1)
    due = sa.func.coalesce(table.due_at, sa.literal(NEVER, table.due_at.type))
    holds = sa.exists(
        sa.select(case_material.c.id).where(
            case_material.c.case_id == table.case_id,
            case_material.c.kind == query.kind.value,
            case_material.c.removed_at.is_(None),
        )
    )
    statement = sa.select(table.id).where(
        visible(table.case_id, actor, now),
        table.kind == Kind.CONSULTATION.value,
        table.to_org.in_(sorted(actor.orgs_with(EXPERTS, now))),
        table.kind.not_in(sorted(REFERRALS)),
        holds,
        _which(query.which, actor, now),
    )
    if query.after is not None:
        last_rank, last_due, last_id = read_token(query.after)
        at = sa.literal(last_due, table.due_at.type)
        later = sa.or_(due > at, sa.and_(due == at, table.id > last_id))
        statement = statement.where(sa.or_(rank > last_rank, sa.and_(rank == last_rank, later)))
    ids = store.conn.execute(
        statement.order_by(rank, due, table.id).limit(query.limit + 1)
    ).scalars()
    order = list(ids)
    by_id = {row.id: row for row in store.requests.list(id=order)}
    return [by_id[request_id] for request_id in order]


def _which(which: Which, actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    table = request_table.c
    is_open = table.state.in_(sorted(state.value for state in OPEN))
    if which is Which.MINE:
        held = (AssignmentState.ACCEPTED.value, AssignmentState.OFFERED.value)
        mine = sa.exists(
            sa.select(assignment.c.id).where(
                assignment.c.request_id == table.id,
                assignment.c.person_id == actor.person_id,
                assignment.c.state.in_(held),
            )
        )
        return sa.and_(is_open, mine)
    if which is Which.EMERGENCY:
        return sa.and_(is_open, table.urgency == Urgency.EMERGENCY.value)
    if which is Which.RETURNED:
        return table.state == State.INFO_REQUESTED.value
    if which is Which.AUDIT:
        lately = sa.exists(
            sa.select(transition.c.no).where(
                transition.c.request_id == table.id,
                transition.c.to_state == State.SIGNED.value,
                transition.c.at >= now - AUDITED,
            )
        )
        return sa.and_(sa.not_(is_open), lately)
    return is_open


def _shots(
    store: SqlStore, batch: Batch, page: Sequence[Request], kind: ItemKind
) -> dict[str, Shot]:
    """By case: its newest item of the kind."""
    of_kind = {
        request.case_id: [row for row in batch.materials[request.case_id] if row.kind is kind]
        for request in page
    }
    newest = {case_id: max(rows, key=lambda row: row.added_at) for case_id, rows in of_kind.items()}
    ids = [row.item_id for row in newest.values()]
    ecgs = {row.id: row for row in (store.ecgs.list(id=ids) if kind is ItemKind.ECG else ())}
    studies = {row.id: row for row in (store.studies.list(id=ids) if not ecgs else ())}
    counts = count_studies(store, list(studies))
    return {
        case_id: _ecg_shot(row, ecgs[row.item_id], len(of_kind[case_id]))
        if kind is ItemKind.ECG
        else _study_shot(row, studies[row.item_id], counts[row.item_id], len(of_kind[case_id]))
        for case_id, row in newest.items()
    }


def _ecg_shot(row: CaseMaterial, ecg: Ecg, count: int) -> Shot:
    return Shot(
        id=ecg.id,
        at=ecg.acquired_at or row.added_at,
        device=ecg.device,
        modality="ECG",
        leads=len(ecg.leads),
        rate=ecg.rate_num / ecg.rate_den,
        images=0,
        not_shown=0,
        warnings=ecg.warnings,
        identity=row.identity,
        mini_url=f"{API}/ecgs/{ecg.id}/mini",
        thumbnail_url=None,
        more=count - 1,
    )


def _study_shot(row: CaseMaterial, study: Study, counted: StudyCount, count: int) -> Shot:
    url = f"/dicom-web/at/{study.org_id}/studies/{study.study_uid}"
    return Shot(
        id=study.id,
        at=row.added_at,
        device=str(study.attributes.get("description") or ""),
        modality="/".join(counted.modalities),
        leads=0,
        rate=0,
        images=counted.images,
        not_shown=sum(counted.not_shown.values()),
        warnings=counted.warnings,
        identity=row.identity,
        mini_url=None,
        thumbnail_url=f"{url}/thumbnail" if counted.images else None,
        more=count - 1,
    )


def _reason(batch: Batch, request: Request) -> str:
    data = batch.forms[request.case_id].data
    return str(data.get("chief_complaint") or "")[:REASON_SHOWN]


def _token(request: Request) -> str:
    rank = 0 if request.urgency == Urgency.EMERGENCY else 1
    due = (request.due_at or NEVER).astimezone(UTC).isoformat()
    return base64.urlsafe_b64encode(f"{rank} {due} {request.id}".encode()).decode().rstrip("=")


def read_token(token: str) -> tuple[int, datetime, str]:
    """A place in the list; raises Invalid for what was never given out."""
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        rank, due, request_id = text.split(" ")
        when = datetime.fromisoformat(due)
        if when.tzinfo is None:
            raise ValueError("no zone")
        return int(rank), when, request_id
    except (ValueError, binascii.Error) as error:
        raise Invalid("list.bad_token", field="after") from error
