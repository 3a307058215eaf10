"""What was said in a room, on its way to the other processes.

Sealed with a key of the installation and bound to its room and epoch: who reaches the bus neither
reads nor forges it, and what was said before a backup was put back opens nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from server.security.keys import Cipher

# More is read from the database, by whoever wants it.
MOST_BYTES = 16 << 10

Frames = tuple[tuple[int, bytes], ...]  # number in the room, and the `msg` as clients get it
_decoder = msgspec.msgpack.Decoder(Frames)


class News:
    """`unseal` gives nothing for what it cannot open."""

    def __init__(self, secret_key: str) -> None:
        self._cipher = Cipher(secret_key, "room news")

    def seal(self, room_id: str, epoch: str, frames: Sequence[tuple[int, bytes]]) -> bytes:
        """Empty if there is too much."""
        plain = msgspec.msgpack.encode(frames)
        if not frames or len(plain) > MOST_BYTES:
            return b""
        return self._cipher.seal(plain, _place(room_id, epoch))

    def unseal(self, room_id: str, epoch: str, sealed: bytes) -> Frames:
        if not sealed:
            return ()
        try:
            return _decoder.decode(self._cipher.unseal(sealed, _place(room_id, epoch)))
        except (ValueError, msgspec.MsgspecError):
            return ()


def _place(room_id: str, epoch: str) -> bytes:
    return f"{room_id} {epoch}".encode()
