import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session, type Session } from "../../api";
import { Draft } from "./draft";

const of = (id: string): Session => ({
  person: { id, name: id, title: null, phone: null, locale: null },
  username: id,
  roles: [],
  demo: true,
  must_change_password: false,
  server_time: "",
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  session.value = undefined;
});

it.each([
  ["doctor", 1],
  ["nurse", 0],
  [null, 0],
])("what the doctor began goes to the server only while the doctor is there, not %s", async (who, times) => {
  session.value = of("doctor");
  const put = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const draft = new Draft({ person: "doctor", room: "r", put });
  draft.write("两分钟后到");
  session.value = who === null ? null : of(who);
  await vi.runAllTimersAsync();
  expect(put).toHaveBeenCalledTimes(times);
  expect(draft.text.value).toBe("两分钟后到");
});
