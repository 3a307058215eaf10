import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showLanguage } from "../../i18n";
import { EcgStage, type EcgStageProps } from "./EcgStage";
import { encodeEcg1, type TestFile } from "./format/testing";

const root = document.createElement("div");
const answers: (() => Promise<Response>)[] = [];

const quiet = Array<number>(2500).fill(0);
const eight: TestFile = {
  leads: ["I", "II", "V1", "V2", "V3", "V4", "V5", "V6"].map((name) => ({ name, values: quiet })),
  rate: [250, 1],
  header: {
    t0: "2025-11-03T14:06:12",
    filters: { low_hz: 0.05, high_hz: 150, notch_hz: 50 },
    statements: ["窦性心律", "*** 急性心肌梗死 ***"],
    measurements: [{ name: "QT", value: 400, unit: "ms" }],
    warnings: ["ecg.checksum_mismatch"],
  },
};

const send = async (file: TestFile): Promise<Response> => new Response(await encodeEcg1(file));

function stage(props: Partial<EcgStageProps> = {}): void {
  act(() => render(<EcgStage src="/ecg" record={{ device: "刚察 ECG-3" }} {...props} />, root));
}

const text = (selector: string): string => root.querySelector(selector)?.textContent ?? "";
const button = (name: string) => [...root.querySelectorAll("button")].find((one) => one.textContent === name);
const loaded = () => vi.waitFor(() => expect(root.querySelector(".ecg")?.getAttribute("aria-busy")).toBe("false"));

beforeEach(async () => {
  await showLanguage("en");
  document.body.append(root);
  for (const [side, px] of [["clientWidth", 1000], ["clientHeight", 652]] as const) {
    vi.spyOn(HTMLElement.prototype, side, "get").mockReturnValue(px);
  }
  Object.defineProperty(screen, "width", { value: 1920, configurable: true });
  Object.defineProperty(screen, "height", { value: 1080, configurable: true });
  vi.stubGlobal("fetch", () => (answers.shift() ?? (() => Promise.reject(new TypeError("offline"))))());
});

afterEach(() => {
  act(() => render(null, root));
  answers.length = 0;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("EcgStage", () => {
  it("says under the trace at which scale, filters and rate it is drawn", async () => {
    answers.push(() => send(eight));
    stage();
    await loaded();
    expect(text(".ecg-foot")).toBe(
      "25 mm/s · 10 mm/mV · 0.05–150 Hz · AC 50 Hz · not to scale: screen not calibrated · 250 Hz · * computed from I and II",
    );
  });

  it("repeats the machine's words verbatim, and names what lessens trust", async () => {
    answers.push(() => send(eight));
    stage();
    await loaded();
    expect(text(".machine")).toContain("窦性心律 · *** 急性心肌梗死 *** · QT 400 ms");
    expect(text(".info-line-about")).toContain("刚察 ECG-3 · 2025-11-03 14:06:12 (device clock) · 250 Hz");
    expect(text(".ecg-quality")).toBe("original data 100 %");
    expect(text(".ecg-warnings")).toContain("250 Hz");
    expect(text(".ecg-warnings")).toContain("checksum");
  });

  it("shows nothing of a damaged recording, and loads it again when asked", async () => {
    answers.push(
      async () => new Response((await encodeEcg1(eight)).slice(0, -40)),
      () => send(eight),
    );
    stage();
    await vi.waitFor(() => expect(text(".ecg-notice")).toContain("incomplete"));
    expect(text(".machine")).toBe("");
    act(() => button("Load again")?.click());
    await loaded();
    await vi.waitFor(() => expect(text(".ecg-quality")).toBe("original data 100 %"));
    expect(root.querySelector(".ecg-notice")).toBeNull();
  });

  it.each([
    [404, "not ready yet"],
    [503, "503"],
  ])("explains an answer %i", async (status, words) => {
    answers.push(async () => new Response("", { status }));
    stage();
    await vi.waitFor(() => expect(text(".ecg-notice")).toContain(words));
  });

  it("measures with the keyboard alone and quotes the place", async () => {
    const onAnchor = vi.fn<NonNullable<EcgStageProps["onAnchor"]>>();
    answers.push(() => send(eight));
    stage({ onAnchor });
    await loaded();
    const press = (target: Element, key: string, shiftKey = false) =>
      act(() => void target.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true })));
    press(document.body, "l");
    expect(text(".ecg-reading output")).toBe("1000 ms · 0.00 mV · 60 bpm");
    const second = root.querySelectorAll("[role=slider]")[1] ?? document.body;
    press(second, "ArrowLeft", true);
    press(second, "ArrowUp", true);
    expect(text(".ecg-reading output")).toBe("980 ms · +0.10 mV · 61 bpm");
    act(() => button("Quote in the room")?.click());
    expect(onAnchor).toHaveBeenCalledWith({ lead: "I", t: 0.75, reading: "980 ms · +0.10 mV · 61 bpm" });
    press(second, "Escape");
    expect(root.querySelector("[role=slider]")).toBeNull();
  });

  it("starts every recording at 25 mm/s and 10 mm/mV", async () => {
    answers.push(() => send(eight), () => send(eight));
    stage();
    await loaded();
    act(() => void document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true })));
    expect(text(".ecg-foot")).toContain("20 mm/mV");
    stage({ src: "/other" });
    await loaded();
    await vi.waitFor(() => expect(text(".ecg-foot")).toContain("25 mm/s · 10 mm/mV"));
  });

  it("prints only for a named patient", async () => {
    answers.push(() => send(eight));
    stage();
    await loaded();
    expect(button("Print")).toBeUndefined();
    stage({ patientLine: "示例患者 男 58" });
    const print = vi.fn<() => void>(() => expect(document.querySelector(".ecg-print-patient")?.textContent).toBe("示例患者 男 58"));
    vi.stubGlobal("print", print);
    act(() => button("Print")?.click());
    expect(print).toHaveBeenCalledOnce();
    expect(document.querySelector(".ecg-print-sheet")?.getAttribute("width")).toBe("270mm");
    dispatchEvent(new Event("afterprint"));
    expect(document.querySelector(".ecg-print")).toBeNull();
  });
});
