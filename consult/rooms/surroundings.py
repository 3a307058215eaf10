"""What is known of the rooms that messages go into, before they are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.cases.case import CaseParty
from consult.rooms.room import Room, RoomMember

Key = tuple[str, str | None, str | None]  # room, author, the author's own id


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Rooms by id, parties by room, members by room and person.

    `known`: number and instant of what is there under the authors' own ids. `awaited`: by room, the
    accepted consultations whose expert has not yet come.
    """

    rooms: Mapping[str, Room]
    parties: Mapping[str, Sequence[CaseParty]]
    members: Mapping[tuple[str, str], RoomMember]
    known: Mapping[Key, tuple[int, datetime]]
    awaited: Mapping[str, Sequence[str]]
