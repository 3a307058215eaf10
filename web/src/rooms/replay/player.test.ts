import { describe, expect, it } from "vitest";
import type { Msg } from "../link/frames";
import { Player } from "./player";

const START = Date.UTC(2026, 10, 21, 6);
const said = (seq: number, second: number): Msg => ({
  t: "msg",
  room: "r",
  seq,
  from: "a",
  cmid: null,
  kind: "text",
  body: { text: String(seq) },
  at: new Date(START + second * 1000).toISOString(),
});
const shown = (player: Player) => player.messages.value.map(({ seq }) => seq);
const play = (player: Player, ...frames: number[]) => {
  player.toggle();
  for (const now of [0, ...frames]) player.tick(now);
};

describe("a replay", () => {
  const log = [said(1, 0), said(2, 4), said(3, 8), said(4, 3600)];

  it("shows the log as it was at the moment scrubbed to", () => {
    const player = new Player(log, () => undefined);
    player.scrub(START + 5000);
    expect(shown(player)).toEqual([1, 2]);
    player.scrub(0);
    expect(shown(player)).toEqual([1]);
    player.scrub(Infinity);
    expect(shown(player)).toEqual([1, 2, 3, 4]);
  });

  it("plays at the speed asked for and tells what it comes to", () => {
    const reached: number[] = [];
    const player = new Player(log, ({ seq }) => reached.push(seq));
    player.speed.value = 4;
    play(player, 1000);
    expect(reached).toEqual([2]);
    player.tick(2000);
    expect(reached).toEqual([2, 3]);
  });

  it("jumps over a pause and stops at the end", () => {
    const player = new Player(log, () => undefined);
    player.scrub(START + 8000);
    play(player, 100);
    expect(player.at.peek()).toBe(START + 3_599_100);
    player.tick(2000);
    expect(player.playing.peek()).toBe(false);
    expect(shown(player)).toEqual([1, 2, 3, 4]);
  });

  it("shows what was shown then, until a message points elsewhere", () => {
    const showing = (second: number) => ({ at: START + second * 1000, by: "b", view: { kind: "material", material: String(second) } as const });
    const pointing: Msg = { ...said(3, 8), anchor: { kind: "material", material: "x" } };
    const player = new Player([said(1, 0), said(2, 4), pointing], () => undefined, [showing(2), showing(5), showing(40)]);
    const at = (second: number) => {
      player.scrub(START + second * 1000);
      return player.showing.value?.view.material;
    };
    expect([0, 2, 4, 6, 8, 39, 40].map(at)).toEqual([undefined, "2", "2", "5", undefined, undefined, "40"]);
    expect(player.to).toBe(START + 40_000);
  });

  it("shows where people pointed, for as long as a pointer stays", () => {
    const hand = { by: "a", i: "p", x: 0.5, y: 0.5, moved: 2 };
    const view = { kind: "material", material: "m" } as const;
    const player = new Player([said(1, 0), said(2, 20)], () => undefined, [
      { at: START + 1000, by: "b", view },
      { at: START + 2000, by: "b", view, pointers: [hand] },
    ]);
    const at = (second: number) => {
      player.scrub(START + second * 1000);
      return player.pointers.value;
    };
    expect([0, 1, 2, 4, 5, 20].map(at)).toEqual([[], [], [hand], [hand], [], []]);
  });

  it("steps from message to message, and begins anew after the end", () => {
    const player = new Player(log, () => undefined);
    player.step(1);
    expect(shown(player)).toEqual([1, 2]);
    player.step(-1);
    expect(shown(player)).toEqual([1]);
    player.scrub(Infinity);
    player.toggle();
    expect(player.at.peek()).toBe(START);
  });
});
