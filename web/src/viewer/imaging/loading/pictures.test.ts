import { describe, expect, it } from "vitest";
import type { Frame } from "../dicom/instance";
import { PixelError } from "../pixels/native";
import type { Picture } from "../pixels/picture";
import { LoadError, type OnProgress } from "./fetchBytes";
import { following, nearest } from "./nearest";
import { Pictures } from "./pictures";

interface Asked {
  id: string;
  idle: boolean;
  signal: AbortSignal;
  progress: OnProgress;
  answer: (bytes?: number) => Promise<void>;
  fail: (error: Error) => Promise<void>;
}

const frames = Array.from({ length: 10 }, (_, index) => ({ id: `f${index}` }) as Frame);
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function opened(limit = 1_000) {
  const asked: Asked[] = [];
  const dropped: string[] = [];
  let changes = 0;
  const pictures = new Pictures({
    limit,
    onChange: () => (changes += 1),
    onDrop: (id) => dropped.push(id),
    fetch: (frame, signal, progress, idle) =>
      new Promise<Picture>((resolve, reject) => {
        const answer = (bytes = 100): Promise<void> => {
          resolve({ samples: new Uint8Array(bytes) } as unknown as Picture);
          return settled();
        };
        const fail = (error: Error): Promise<void> => {
          reject(error);
          return settled();
        };
        asked.push({ id: frame.id, idle, signal, progress, answer, fail });
      }),
  });
  const open = (): string[] => asked.filter(({ signal }) => !signal.aborted).map(({ id }) => id);
  /** The latest request for it. */
  const ask = (id: string): Asked => {
    const all = asked.filter((one) => one.id === id);
    return all[all.length - 1] as Asked;
  };
  return { pictures, asked, dropped, open, ask, changes: () => changes };
}

describe("pictures", () => {
  it("fetch what is looked at alone, then two neighbours at a time", async () => {
    const { pictures, open, ask } = opened();
    pictures.want(nearest(frames, 4, 1));
    expect(open()).toEqual(["f4"]);
    await ask("f4").answer();
    expect(open()).toEqual(["f4", "f5", "f6"]);
    await ask("f5").answer();
    expect(open()).toEqual(["f4", "f5", "f6", "f3"]);
    expect(ask("f4").idle).toBe(false);
    expect(ask("f3").idle).toBe(true);
  });

  it("stop what was left behind when one scrolls on", async () => {
    const { pictures, ask } = opened();
    pictures.want(nearest(frames, 0, 1));
    pictures.want(nearest(frames, 8, 1));
    expect(ask("f0").signal.aborted).toBe(true);
    expect(ask("f8").signal.aborted).toBe(false);
    await ask("f0").answer();
    expect(pictures.condition("f0").is).toBe("absent");
  });

  it("let finish what is nearly here", () => {
    const { pictures, ask } = opened();
    pictures.want(nearest(frames, 0, 1));
    ask("f0").progress(80, 100);
    pictures.want(nearest(frames, 1, 1));
    expect(ask("f0").signal.aborted).toBe(false);
    expect(ask("f1").signal.aborted).toBe(false);
  });

  it("say how far the one looked at is", () => {
    const { pictures, ask, changes } = opened();
    pictures.want(nearest(frames, 2, 1));
    ask("f2").progress(30, 120);
    expect(pictures.condition("f2")).toEqual({ is: "coming", received: 30, total: 120 });
    expect(changes()).toBe(1);
  });

  it("keep the nearest within the limit and never drive out the one looked at", async () => {
    const { pictures, ask, dropped, open } = opened(250);
    pictures.want(nearest(frames, 0, 1));
    await ask("f0").answer();
    await ask("f1").answer();
    expect(open()).toEqual(["f0", "f1"]);
    pictures.want(nearest(frames, 9, 1));
    await ask("f9").answer();
    expect(dropped).toEqual(["f0"]);
    expect(pictures.get("f9")).toBeDefined();
  });

  it("tell why one did not come, and try again when asked", async () => {
    const { pictures, ask, asked, changes } = opened();
    pictures.want([frames[0] as Frame]);
    await ask("f0").fail(new PixelError("palette"));
    expect(pictures.condition("f0")).toEqual({ is: "failed", failure: { kind: "pixels", fault: "palette" } });
    expect(changes()).toBe(1);
    pictures.retry();
    await ask("f0").fail(new LoadError(404, "gone"));
    expect(pictures.condition("f0")).toEqual({ is: "failed", failure: { kind: "load", status: 404, detail: "gone" } });
    expect(asked).toHaveLength(2);
  });

  it("start nothing once closed", async () => {
    const { pictures, ask, open } = opened();
    pictures.want(nearest(frames, 0, 1));
    await ask("f0").answer();
    pictures.close();
    expect(open()).toEqual(["f0"]);
  });
});

describe("order of interest", () => {
  const ids = (order: readonly Frame[]): string => order.map(({ id }) => id.slice(1)).join("");

  it("goes outwards, further in the direction of scrolling", () => {
    expect(ids(nearest(frames, 4, 1))).toBe("4563782910".slice(0, 10));
    expect(ids(nearest(frames, 4, -1, 4))).toBe("4325");
    expect(ids(nearest(frames, 9, 1))).toBe("9876543210");
  });

  it("goes round in a clip", () => {
    expect(ids(following(frames, 7))).toBe("7890123456");
  });
});
