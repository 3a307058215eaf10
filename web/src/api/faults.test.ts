import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OfflineError } from "./errors";
import { reportFault, stripped, watchFaults } from "./faults";

const PATIENT = "示例患者 370102199001019912";

function fault(message: string, name = "TypeError"): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}\n    at show (http://h/assets/CasePage-Dq_1.js:1:204)\n    at http://h/cases/${PATIENT}:3:4\n    at index-NX.js:10:2`;
  return error;
}

describe("what is told of a fault", () => {
  it("is its type and places in our own files", () => {
    expect(stripped(fault(`cannot read ${PATIENT}`), "0.1.0", "/cases/:id")).toEqual({
      kind: "TypeError",
      places: ["CasePage-Dq_1.js:1:204", "index-NX.js:10:2"],
      version: "0.1.0",
      page: "/cases/:id",
    });
  });

  it("is never a word of it, wherever it stands", () => {
    const told = JSON.stringify([
      stripped(fault(PATIENT, PATIENT), PATIENT, `/cases/${PATIENT}`),
      stripped(PATIENT, "1", "/cases/0193f3a0-0000-7000-8000-000000000000"),
      stripped({ message: PATIENT, stack: `${PATIENT}.js:1:1` }, "1", "/"),
    ]);
    expect(told).not.toContain("示例");
    expect(told).not.toContain("3701");
    expect(told).not.toContain("0193");
  });
});

describe("reporting", () => {
  const posted = vi.fn<(url: string, options: { body: string }) => Promise<Response>>(() =>
    Promise.reject(new TypeError("offline")),
  );
  let stop = () => undefined as void;
  beforeEach(() => {
    vi.stubGlobal("fetch", posted);
    stop = watchFaults(
      () => "0.1.0",
      () => "/today",
    );
  });
  afterEach(() => {
    stop();
    posted.mockClear();
    vi.unstubAllGlobals();
  });

  it("happens once for each fault and stops after a few", () => {
    reportFault(fault("a"));
    reportFault(fault("a"));
    expect(posted).toHaveBeenCalledTimes(1);
    for (const name of ["AError", "BError", "CError", "DError", "EError", "FError"]) reportFault(fault("x", name));
    expect(posted).toHaveBeenCalledTimes(5);
  });

  it("leaves out what is expected", () => {
    reportFault(new OfflineError("unreachable"));
    expect(posted).not.toHaveBeenCalled();
  });

  it("hears of what no code caught", () => {
    window.dispatchEvent(new ErrorEvent("error", { error: fault("caught by nobody") }));
    expect(JSON.parse(posted.mock.calls[0]?.[1].body ?? "{}")).toMatchObject({ kind: "TypeError", page: "/today" });
  });
});
