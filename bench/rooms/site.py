"""The application as the benches open it: its databases, and how a person comes in."""

from __future__ import annotations

import json
from pathlib import Path

from bench.rooms.crowd import Door
from bench.rooms.process import Server
from storage.database import migrate

# How many `crowded` puts into the room, besides its own.
CROWD = 100


def database(folder: str, bus: str = "memory:") -> tuple[str, str, str, str]:
    """Arguments of `app_server` for a new SQLite installation in `folder`."""
    url = f"sqlite:///{folder}/huizhen.db"
    migrate.upgrade(url)
    return url, f"file:{folder}/objects", str(Path(folder) / "data"), bus


def member(app: Server, who: str, after: int = 10**9, room: str | None = None) -> Door:
    """A socket of this person that joins the room; `after` beyond the end asks for no replay."""
    headers = (
        f"Cookie: huizhen_session={app.said[who]}",
        f"Origin: http://127.0.0.1:{app.port}",
        "Sec-WebSocket-Protocol: consult.v1",
    )
    join = {"t": "join", "room": room or app.said["room"], "after": after}
    greeting = tuple(json.dumps(frame).encode() for frame in ({"t": "hello", "v": 1}, join))
    return Door(app.port, "/ws", headers, greeting)
