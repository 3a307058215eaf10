import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { calmly } from "./calm";

describe("news in a burst", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => vi.useRealTimers());

  it("is acted on soon, then once a second, and never missed at the end", () => {
    const act = vi.fn<() => void>();
    const calm = calmly(act, 400, 1_000);
    for (let at = 0; at < 3_000; at += 100) {
      calm.ask();
      vi.advanceTimersByTime(100);
    }
    expect(act).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(2_000);
    expect(act).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(5_000);
    expect(act).toHaveBeenCalledTimes(4);
  });

  it("comes to nothing when nobody looks any more", () => {
    const act = vi.fn<() => void>();
    const calm = calmly(act, 400, 1_000);
    calm.ask();
    calm.stop();
    vi.advanceTimersByTime(2_000);
    expect(act).not.toHaveBeenCalled();
  });
});
