import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, ApiError, session, type Session } from "../../api";
import { lock, locked, startLock, unlock } from "./lock";

const MINUTE = 60_000;

const as = (id: string, more: Partial<Session> = {}): Session => ({
  person: { id, name: id, title: null, phone: null, locale: null },
  username: id,
  roles: [],
  demo: false,
  must_change_password: false,
  idle_lock_minutes: 15,
  server_time: "",
  ...more,
});

let stop = () => undefined as void;

function reload(): void {
  stop();
  session.value = undefined;
  stop = startLock();
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  reload();
  session.value = null;
  session.value = as("li");
});

afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("an idle screen", () => {
  it("locks after its time and not before", () => {
    vi.advanceTimersByTime(14 * MINUTE);
    expect(locked.value).toBe(false);
    vi.advanceTimersByTime(2 * MINUTE);
    expect(locked.value).toBe(true);
  });

  it("stays open while somebody touches it", () => {
    for (let n = 0; n < 4; n += 1) {
      vi.advanceTimersByTime(10 * MINUTE);
      window.dispatchEvent(new Event("pointermove"));
    }
    expect(locked.value).toBe(false);
  });

  it("stays open while another tab is used", () => {
    vi.advanceTimersByTime(10 * MINUTE);
    localStorage.setItem("huizhen.touched", String(Date.now()));
    vi.advanceTimersByTime(10 * MINUTE);
    expect(locked.value).toBe(false);
  });

  it("is locked at the first touch after the device slept", () => {
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    window.dispatchEvent(new Event("pointerdown"));
    expect(locked.value).toBe(true);
  });

  it("never locks where the operator said so", () => {
    session.value = null;
    session.value = as("li", { idle_lock_minutes: 0 });
    vi.advanceTimersByTime(100 * MINUTE);
    expect(locked.value).toBe(false);
  });

  it("waits until a given password is changed", () => {
    session.value = null;
    session.value = as("li", { must_change_password: true });
    lock();
    expect(locked.value).toBe(false);
  });
});

describe("a locked screen", () => {
  beforeEach(lock);

  it("stays locked over a reload", () => {
    reload();
    session.value = as("li");
    expect(locked.value).toBe(true);
  });

  it("locks and opens with the other tabs", () => {
    const told = (newValue: string | null) =>
      window.dispatchEvent(new StorageEvent("storage", { key: "huizhen.locked", newValue }));
    told(null);
    expect(locked.value).toBe(false);
    told("li");
    expect(locked.value).toBe(true);
  });

  it("opens to the right password alone", async () => {
    const post = vi.spyOn(api, "post").mockRejectedValueOnce(new ApiError(403, "session.not_confirmed", {}, ""));
    await expect(unlock("a guess")).rejects.toThrow("403");
    expect(locked.value).toBe(true);
    post.mockResolvedValueOnce(undefined);
    await unlock("right");
    expect(locked.value).toBe(false);
    expect(post).toHaveBeenCalledWith("/session/unlock", { password: "right" });
  });

  it("is open for the next person", () => {
    session.value = null;
    session.value = as("ma");
    expect(locked.value).toBe(false);
  });

  it("keeps keys from everything behind it", () => {
    const heard = vi.fn<(event: Event) => void>();
    window.addEventListener("keydown", heard);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", altKey: true, bubbles: true }));
    window.removeEventListener("keydown", heard);
    expect(heard).not.toHaveBeenCalled();
  });
});

describe("another person in another tab", () => {
  it("makes this one ask who is logged in", () => {
    const get = vi.spyOn(api, "get").mockResolvedValue(as("ma"));
    window.dispatchEvent(new StorageEvent("storage", { key: "huizhen.who", newValue: "ma" }));
    expect(get).toHaveBeenCalledWith("/session");
  });
});
