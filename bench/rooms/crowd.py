"""Many sockets in one thread: opens them, counts and times what arrives. Only ever on loopback."""

from __future__ import annotations

import base64
import os
import re
import select
import socket
import statistics
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"
MESSAGE, PING = b'{"t":"msg"', b'{"t":"ping"'
STAMP = re.compile(rb"@(\d{19})@")
SEQ = re.compile(rb'"seq":(\d+)')
CHUNK = 1 << 18
OFFSET = 10**18


def masked(payload: bytes) -> bytes:
    """A client's text frame, with a mask of zeros."""
    size = len(payload)
    length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return b"\x81" + length + b"\0\0\0\0" + payload


def stamp() -> str:
    """Read back by `Crowd.times`."""
    return f"@{OFFSET + time.monotonic_ns()}@"


@dataclass(frozen=True, slots=True)
class Door:
    """Where to knock, and what to say once inside."""

    port: int
    path: str = "/sub"
    headers: tuple[str, ...] = ()
    greeting: tuple[bytes, ...] = ()

    def request(self) -> bytes:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET {self.path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *self.headers,
        )
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass(slots=True)
class Peer:
    sock: socket.socket
    inside: bool = False
    rest: bytes = b""
    messages: int = 0


@dataclass(slots=True)
class Crowd:
    """`messages` counts frames of the kind `msg`; `times` has their seconds on the way.

    `window`: how many bytes may wait at each socket, for somebody who will not read. `marking`:
    the room in which everybody says of each message that it came.
    """

    door: Door
    timed: bool = False
    window: int | None = None
    marking: str | None = None
    peers: dict[int, Peer] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    messages: int = 0
    _poll: select.epoll = field(default_factory=select.epoll)
    _same: tuple[int, bytes] = (0, b"")

    def come(self, count: int) -> None:
        """All at once; returns when everybody is inside and has said the greeting."""
        for _ in range(count):
            sock = socket.socket()
            if self.window is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.window)
            sock.settimeout(20)
            sock.connect((HOST, self.door.port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.sendall(self.door.request())
            sock.setblocking(False)
            self.peers[sock.fileno()] = Peer(sock)
            self._poll.register(sock.fileno(), select.EPOLLIN)
        self.until(lambda: all(peer.inside for peer in self.peers.values()))

    def settle(self, seconds: float = 0.5) -> None:
        """Take what still comes, then count from nought."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.pump(0.05)
        self.messages = 0
        self.times.clear()

    def until(self, done: Callable[[], bool], within: float = 60) -> None:
        end = time.perf_counter() + within
        while not done():
            if time.perf_counter() > end:
                raise RuntimeError("the crowd waits in vain")
            self.pump(0.05)

    def pump(self, patience: float) -> None:
        for number, _ in self._poll.poll(patience, 4096):
            peer = self.peers[number]
            try:
                data = peer.sock.recv(CHUNK)
            except BlockingIOError:
                continue
            if not data:
                raise RuntimeError("the server hung up")
            self._take(peer, data)

    def _take(self, peer: Peer, data: bytes) -> None:
        size, head = self._same
        whole = size and not self.timed and not peer.rest and not len(data) % size
        if whole and peer.inside and data.startswith(head):
            self._count(peer, len(data) // size)
            return
        data = peer.rest + data
        if not peer.inside:
            data = self._enter(peer, data)
        peer.rest = self._frames(peer, data) if peer.inside else data

    def _enter(self, peer: Peer, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            return data
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode(errors="replace"))
        peer.inside = True
        self.send(peer, b"".join(map(masked, self.door.greeting)))
        return rest

    def _frames(self, peer: Peer, data: bytes) -> bytes:
        at, now = 0, time.monotonic_ns() if self.timed else 0
        while len(data) - at >= 4:
            length, start = data[at + 1], at + 2
            if length == 126:
                length, start = (data[at + 2] << 8) | data[at + 3], at + 4
            if len(data) - start < length:
                break
            if data.startswith(MESSAGE, start):
                self._count(peer, 1)
                self._same = (start + length - at, data[at:start] + MESSAGE)
                if self.marking and (number := SEQ.search(data, start, start + length)):
                    self.send(peer, masked(_got(self.marking, int(number[1]))))
                if now and (found := STAMP.search(data, start, start + length)):
                    self.times.append((now + OFFSET - int(found[1])) / 1e9)
            elif data.startswith(PING, start):
                self.send(peer, masked(b'{"t":"pong"}'))
            at = start + length
        return data[at:]

    def _count(self, peer: Peer, more: int) -> None:
        peer.messages += more
        self.messages += more

    def send(self, peer: Peer, data: bytes) -> None:
        while data:
            try:
                data = data[peer.sock.send(data) :]
            except BlockingIOError:
                self.pump(0.001)

    def leave(self) -> None:
        for peer in self.peers.values():
            peer.sock.close()
        self.peers.clear()
        self._poll.close()


def _got(room: str, seq: int) -> bytes:
    return b'{"t":"got","room":"%s","seq":%d}' % (room.encode(), seq)


Say = Callable[[int], bytes]


def closed_loop(listeners: Crowd, writer: Crowd, say: Say, window: int, seconds: float) -> int:
    """Keep `window` messages in flight; how many were delivered to listeners."""
    listeners.settle(0.15)
    [peer] = writer.peers.values()
    said, count = 0, len(listeners.peers)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        free = window - (said - listeners.messages // count)
        if free > 0:
            listeners.send(peer, b"".join(masked(say(said + n)) for n in range(free)))
            said += free
        listeners.pump(0.02)
        writer.pump(0)
    wanted = said * count
    listeners.until(lambda: listeners.messages >= wanted)
    return listeners.messages


def open_loop(
    listeners: Crowd, writers: Sequence[Crowd], say: Say, rate: float, seconds: float
) -> list[float]:
    """`rate` messages a second by turns; the seconds each delivery took."""
    listeners.settle(0.3)
    peers = [peer for writer in writers for peer in writer.peers.values()]
    begin, said = time.perf_counter(), 0
    while (now := time.perf_counter() - begin) < seconds:
        if now >= said / rate:
            listeners.send(peers[said % len(peers)], masked(say(said)))
            said += 1
        listeners.pump(max(0.0, min(0.02, said / rate - (time.perf_counter() - begin))))
        for writer in writers:
            writer.pump(0)
    wanted = said * len(listeners.peers)
    listeners.until(lambda: listeners.messages >= wanted)
    return list(listeners.times)


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Median and 99th, in milliseconds."""
    cut = statistics.quantiles(times, n=100)
    return cut[49] * 1000, cut[98] * 1000
