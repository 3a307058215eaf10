"""Frames as a client of `consult.v1` writes them."""

from __future__ import annotations

import json

ROOM = "01930000-0000-7000-8000-00000000000a"


def say(**frame: object) -> str:
    return json.dumps(frame)


def pub(cmid: str, text: object = "hello", room: str = ROOM) -> str:
    return say(t="pub", room=room, cmid=cmid, kind="text", body={"text": text})
