import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "./fakes";
import { delayOf, Socket, type SocketState } from "./socket";
import type { Incoming } from "./link/frames";

const states: SocketState[] = [];
const frames: Incoming[] = [];
const ends: number[] = [];
let socket: Socket;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  states.length = frames.length = ends.length = 0;
  socket = new Socket({
    url: () => "ws://test/ws",
    onState: (state) => states.push(state),
    onFrame: (frame) => frames.push(frame),
    onEnd: (code) => ends.push(code),
    make: (url, protocol) => new FakeSocket(url, protocol) as unknown as WebSocket,
    random: () => 0.5,
  });
});
afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

describe("the socket", () => {
  it("greets in consult.v1 and is open only when welcomed", () => {
    socket.start();
    FakeSocket.last.opens();
    expect(FakeSocket.last.protocol).toBe("consult.v1");
    expect(FakeSocket.last.sent).toEqual([{ t: "hello", v: 1 }]);
    expect(states).toEqual(["connecting"]);
    expect(socket.send({ t: "read", room: "r", seq: 1 })).toBe(false);
    FakeSocket.last.says({ t: "welcome" });
    expect(states).toEqual(["connecting", "open"]);
    expect(socket.send({ t: "read", room: "r", seq: 1 })).toBe(true);
  });

  it("answers a ping and skips what is no frame", () => {
    socket.start();
    FakeSocket.last.greets();
    FakeSocket.last.says({ t: "ping" });
    expect(FakeSocket.last.sent.at(-1)).toEqual({ t: "pong" });
    const heard = frames.length;
    FakeSocket.last.says(7);
    FakeSocket.last.says({ no: "t" });
    expect(frames).toHaveLength(heard);
  });

  it("waits longer each time, with full jitter between nothing and 10 s", () => {
    expect([0, 1, 2, 9].map((attempt) => delayOf(attempt, () => 1))).toEqual([250, 500, 1000, 10_000]);
    expect(delayOf(3, () => 0)).toBe(0);
    socket.start();
    for (const wait of [125, 250, 500]) {
      FakeSocket.last.dies();
      const before = FakeSocket.all.length;
      vi.advanceTimersByTime(wait - 1);
      expect(FakeSocket.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all).toHaveLength(before + 1);
    }
  });

  it("holds the line dead after 35 s of silence", () => {
    socket.start();
    FakeSocket.last.greets();
    vi.advanceTimersByTime(20_000);
    FakeSocket.last.says({ t: "ping" });
    vi.advanceTimersByTime(34_999);
    expect(states.at(-1)).toBe("open");
    vi.advanceTimersByTime(1);
    expect(states.at(-1)).toBe("offline");
    vi.advanceTimersByTime(10_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it("comes back when told to, and at once when the cable is back", () => {
    socket.start();
    FakeSocket.last.greets();
    FakeSocket.last.says({ t: "bye", code: 1012, retry_ms: 4000 });
    FakeSocket.last.dies(1012);
    vi.advanceTimersByTime(3999);
    expect(FakeSocket.all).toHaveLength(1);
    socket.hurry();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("stays away after a terminal code", () => {
    socket.start();
    FakeSocket.last.greets();
    FakeSocket.last.dies(4501);
    vi.advanceTimersByTime(60_000);
    expect(ends).toEqual([4501]);
    expect(FakeSocket.all).toHaveLength(1);
  });
});
