import { afterEach, describe, expect, it, vi } from "vitest";
import { bodyOf } from "./body";
import { emptyDraft } from "./draft";
import { sendAgain } from "./send";

const calls: string[] = [];

function server(state: string): void {
  calls.length = 0;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    calls.push(`${init.method} ${url.replace("/api/v1", "")}`);
    const known = { id: "c", request_id: "r", requests: [{ id: "r", state }] };
    return new Response(JSON.stringify(known), { status: 200 });
  });
}
afterEach(() => vi.unstubAllGlobals());

const draft = emptyDraft({ id: "c", orgId: "o", urgency: "emergency", today: "2025-11-03", callbackPhone: "" });
const body = bodyOf(draft, "Asia/Shanghai");
const changed = { ...body, questions: ["?"] };

describe("a repeated send", () => {
  it("is one call when nothing was changed meanwhile", async () => {
    server("submitted");
    await sendAgain(body, JSON.stringify(body));
    expect(calls).toEqual(["POST /cases"]);
  });

  it("writes later changes into the case that had got through", async () => {
    server("submitted");
    await sendAgain(changed, JSON.stringify(body));
    expect(calls).toEqual(["POST /cases", "GET /cases/c", "PUT /cases/c/form"]);
  });

  it("completes a case that had been opened but not sent", async () => {
    server("draft");
    await sendAgain(changed, JSON.stringify(body));
    expect(calls.slice(2)).toEqual(["PUT /cases/c/patient", "PUT /cases/c/form", "PUT /requests/r/draft", "POST /requests/r/submit"]);
  });
});
