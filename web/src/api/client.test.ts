import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clockOffset, serverNow } from "./clock";
import { api, ApiError, OfflineError } from "./client";
import { lastContact, offlineSince } from "./link";
import { loadSession, logout, session, sessionEnd, type Session } from "./session";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string>; raw?: string };

const calls: { url: string; init: RequestInit }[] = [];

function answer(...answers: (Answer | Error)[]): void {
  vi.stubGlobal(
    "fetch",
    vi.fn(async (url: string, init: RequestInit) => {
      calls.push({ url, init });
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (next instanceof Error || next === undefined) throw next ?? new TypeError("no answer");
      const text = next.raw ?? (next.body === undefined ? null : JSON.stringify(next.body));
      const headers = { "content-type": "application/problem+json", ...next.headers };
      return new Response(text, { status: next.status ?? 200, headers });
    }),
  );
}

const sent = () => new Headers(calls.at(-1)?.init.headers);
const failureOf = async (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error);

const SESSION: Session = {
  person: { id: "p", name: "县医生甲", title: null, phone: null, locale: null },
  username: "county.doctor",
  roles: [],
  demo: true,
  must_change_password: false,
  server_time: "",
};

beforeEach(() => {
  calls.length = 0;
  session.value = undefined;
  sessionEnd.value = "never";
  offlineSince.value = null;
  lastContact.value = null;
});
afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("goes under /api/v1 as JSON with a quoted version and the reader's language", async () => {
    answer({ body: { id: "1" } });
    await expect(api.put("/cases/1", { a: 1 }, { ifMatch: 3 })).resolves.toEqual({ id: "1" });
    expect(calls[0]?.url).toBe("/api/v1/cases/1");
    expect(calls[0]?.init).toMatchObject({ method: "PUT", body: '{"a":1}', credentials: "same-origin" });
    expect(sent().get("if-match")).toBe('"3"');
    expect(sent().get("accept-language")).toBe("zh-CN");
  });

  it("answers undefined to an empty body", async () => {
    answer({ status: 204 });
    await expect(api.delete("/session")).resolves.toBeUndefined();
  });

  it("turns problem+json into code, params and detail", async () => {
    answer({ status: 409, body: { code: "request.illegal_move", params: { state: "signed" }, detail: "已签发" } });
    const problem = await failureOf(api.post("/requests/1/accept"));
    expect(problem).toBeInstanceOf(ApiError);
    expect(problem).toMatchObject({
      status: 409,
      code: "request.illegal_move",
      params: { state: "signed" },
      detail: "已签发",
    });
  });

  it("survives a proxy's HTML and broken JSON", async () => {
    answer({ status: 502, raw: "<html>", headers: { "content-type": "text/html" } }, { status: 500, raw: "{" });
    expect(await failureOf(api.get("/a"))).toMatchObject({ code: "http.502", params: {} });
    expect(await failureOf(api.get("/a"))).toMatchObject({ code: "http.500" });
  });

  it("tells no answer from an answered error and knows since when", async () => {
    answer({ body: 1 }, new TypeError("network"), { body: 1 });
    await api.get("/a");
    const before = lastContact.value;
    expect(await failureOf(api.get("/a"))).toBeInstanceOf(OfflineError);
    expect(offlineSince.value).toBe(before);
    await api.get("/a");
    expect(offlineSince.value).toBeNull();
  });

  it("is not offline because the caller changed its mind", async () => {
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      init.signal?.throwIfAborted();
      return Promise.reject(new Error("not aborted"));
    });
    const abort = new AbortController();
    abort.abort();
    expect(await failureOf(api.get("/a", { signal: abort.signal }))).not.toBeInstanceOf(OfflineError);
    expect(offlineSince.value).toBeNull();
  });

  it("learns the server's clock from the quickest answer", async () => {
    const ahead = 7 * 60_000;
    answer({ body: 1, headers: { "x-server-time": new Date(Date.now() + ahead).toISOString() } });
    await api.get("/a");
    expect(Math.abs(clockOffset.value - ahead)).toBeLessThan(2000);
    expect(serverNow()).toBeGreaterThan(Date.now() + ahead - 2000);
  });
});

describe("the session", () => {
  it("is null for nobody, and being unreachable is not the same", async () => {
    answer({ status: 401, body: { code: "auth.required" } });
    await loadSession();
    expect(session.value).toBeNull();
    session.value = undefined;
    answer(new TypeError("network"));
    expect(await failureOf(loadSession())).toBeInstanceOf(OfflineError);
    expect(session.value).toBeUndefined();
  });

  it("ends when any other call is refused, and says so", async () => {
    session.value = SESSION;
    answer({ status: 401, body: { code: "auth.expired" } });
    await failureOf(api.get("/cases"));
    expect(session.value).toBeNull();
    expect(sessionEnd.value).toBe("expired");
  });

  it("stays when the server could not be told of a log-out", async () => {
    session.value = SESSION;
    answer(new TypeError("network"));
    expect(await failureOf(logout())).toBeInstanceOf(OfflineError);
    expect(session.value).toEqual(SESSION);
    answer({ status: 204 });
    await logout();
    expect(session.value).toBeNull();
    expect(sessionEnd.value).toBe("logout");
  });

  it("ended by oneself leaves nothing to return to, whichever request hears of it first", async () => {
    session.value = SESSION;
    let toldLate = () => {};
    const ended = new Promise<Response>((resolve) => {
      toldLate = () => resolve(new Response(null, { status: 204 }));
    });
    const refused = () => new Response(JSON.stringify({ code: "auth.required" }), { status: 401 });
    vi.stubGlobal("fetch", (_: string, init?: RequestInit) => (init?.method === "DELETE" ? ended : Promise.resolve(refused())));
    const leaving = logout();
    await failureOf(api.get("/cases"));
    expect(sessionEnd.value).toBe("logout");
    toldLate();
    await leaving;
    expect(sessionEnd.value).toBe("logout");
    expect(session.value).toBeNull();
  });
});
