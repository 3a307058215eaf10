"""What the server says: one function per frame, each giving the JSON object to send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from consult.events import Delivery
from consult.rooms.protocol.limits import Limits
from consult.rooms.protocol.view import SharedView
from consult.rooms.room import MAX_TEXT, Mark, Posted, Room, RoomEvent, RoomMember

Frame = dict[str, object]


def instant(at: datetime) -> str:
    """RFC 3339, UTC, milliseconds: ``2026-11-21T06:00:00.000Z``."""
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def welcome(conn: str, user: str, limits: Limits, now: datetime) -> Frame:
    return {
        "t": "welcome",
        "conn": conn,
        "user": user,
        "hb": limits.heartbeat,
        "limits": {
            "frame": limits.frame,
            "text": MAX_TEXT,
            "pub_rate": limits.pub_rate,
            "pub_burst": limits.pub_burst,
            "rooms": limits.rooms,
            "replay": limits.replay,
        },
        "server_time": instant(now),
    }


def joined(
    ref: str | int | None,
    room: Room,
    members: Iterable[RoomMember],
    online: Sequence[str],
    view: SharedView | None = None,
) -> Frame:
    view = view or SharedView()
    return {
        "t": "joined",
        "id": ref,
        "room": room.id,
        "epoch": room.epoch,
        "head": room.head_seq,
        "members": [
            {
                "id": member.person_id,
                "part": member.part,
                "got_seq": member.got_seq,
                "read_seq": member.read_seq,
            }
            for member in members
        ],
        "online": sorted(online),
        "presenter": view.presenter,
        "state": [] if view.v is None else [state(room.id, view)],
    }


def msg(event: RoomEvent) -> Frame:
    """One event of the log; the history over HTTP has the very same objects."""
    frame: Frame = {
        "t": "msg",
        "room": event.room_id,
        "seq": event.seq,
        "from": event.author_id,
        "cmid": event.cmid,
        "kind": event.kind,
        "body": event.body,
        "at": instant(event.at),
    }
    if event.target_seq is not None:
        frame["target"] = event.target_seq
    if event.anchor is not None:
        frame["anchor"] = event.anchor
    return frame


def ack(posted: Posted) -> Frame:
    return {
        "t": "ack",
        "room": posted.room_id,
        "cmid": posted.cmid,
        "seq": posted.seq,
        "at": instant(posted.at),
        "dup": posted.dup,
    }


def nack(room: str, cmid: str, code: str, *, retry: bool, after: str | None = None) -> Frame:
    """`after` is the refused message this one waits behind."""
    frame: Frame = {"t": "nack", "room": room, "cmid": cmid, "code": code, "retry": retry}
    if after is not None:
        frame["after"] = after
    return frame


def resync(room: Room, reason: str) -> Frame:
    return {
        "t": "resync",
        "room": room.id,
        "head": room.head_seq,
        "epoch": room.epoch,
        "reason": reason,
    }


def pres(room: str, join: Iterable[str], leave: Iterable[str]) -> Frame:
    return {"t": "pres", "room": room, "join": sorted(join), "leave": sorted(leave)}


def typing(room: str, who: str, on: bool) -> Frame:
    return {"t": "typing", "room": room, "who": who, "on": on}


def got(room: str, who: str, seq: int) -> Frame:
    return {"t": "got", "room": room, "who": who, "seq": seq}


def read(room: str, who: str, seq: int) -> Frame:
    return {"t": "read", "room": room, "who": who, "seq": seq}


UP_TO = {Mark.GOT: got, Mark.READ: read}


def loading(room: str, who: str, percent: int) -> Frame:
    return {"t": "loading", "room": room, "who": who, "percent": percent}


def presenter(room: str, who: str | None) -> Frame:
    return {"t": "presenter", "room": room, "who": who}


def state(room: str, view: SharedView) -> Frame:
    return {
        "t": "state",
        "room": room,
        "k": "view",
        "by": view.by,
        "clk": view.clk,
        "v": view.v,
    }


def ptr(room: str, by: str, picture: str, x: float | None, y: float | None) -> Frame:
    return {"t": "ptr", "room": room, "by": by, "i": picture, "x": x, "y": y}


def note(topic: str, rev: int) -> Frame:
    return {"t": "note", "topic": topic, "rev": rev}


def alarm(delivery: Delivery) -> Frame:
    payload = delivery.payload
    frame: Frame = {
        "t": "alarm",
        "key": f"{delivery.subject}:{delivery.kind}:{delivery.step}",
        "kind": delivery.kind,
        "request_id": payload.get("request_id"),
        "case_id": payload.get("case_id"),
        "urgency": payload.get("urgency"),
    }
    if "room_id" in payload:
        frame |= {"room": payload["room_id"], "seq": payload["seq"]}
    return frame


def err(
    code: str,
    *,
    ref: str | int | None = None,
    room: str | None = None,
    status: int | None = None,
) -> Frame:
    frame: Frame = {"t": "err", "code": code}
    if ref is not None:
        frame["id"] = ref
    if room is not None:
        frame["room"] = room
    if status is not None:
        frame["status"] = status
    return frame


def ping() -> Frame:
    return {"t": "ping"}


def bye(code: int, retry_ms: int) -> Frame:
    return {"t": "bye", "code": code, "retry_ms": retry_ms}
