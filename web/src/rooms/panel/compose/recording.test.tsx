import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showLanguage } from "../../../i18n";
import { PaperOutbox } from "../../fakes";
import { RoomStore } from "../../store/room";
import { PlacesContext, type Places } from "../places";
import { Composer } from "./Composer";

const track = { stop: vi.fn<() => void>() };
const stream = { getTracks: () => [track] } as unknown as MediaStream;
const attach = vi.fn<NonNullable<Places["attach"]>>();
let root: HTMLElement;
let room: RoomStore;
let microphone: { allow: () => void; refuse: (name: string) => void };

class PaperRecorder {
  static isTypeSupported = () => true;
  state = "inactive";
  stream = stream;
  ondataavailable: (event: unknown) => void = () => undefined;
  onstop: () => void = () => undefined;
  start() {
    this.state = "recording";
  }
  stop() {
    this.state = "inactive";
    this.ondataavailable({ data: new Blob(["opus"]) });
    this.onstop();
  }
}

/** Does it, and lets everything happen that follows. */
const then = (deed: () => unknown) =>
  act(async () => {
    await deed();
    await new Promise((resolve) => setTimeout(resolve));
  });
const press = (name: string) => then(() => [...root.querySelectorAll("button")].find((each) => each.textContent?.trim() === name)?.click());
const show = () => {
  const places: Places = { nameOf: () => undefined, goTo: () => undefined, attach, askFurther: () => Promise.resolve(false) };
  return then(() => render(<PlacesContext.Provider value={places}><Composer room={room} patient="Example" phrases={[]} /></PlacesContext.Provider>, root));
};
const leave = () => then(() => render(null, root));

beforeEach(async () => {
  vi.stubGlobal("MediaRecorder", PaperRecorder);
  vi.stubGlobal("isSecureContext", true);
  URL.createObjectURL = () => "blob:note";
  URL.revokeObjectURL = () => undefined;
  track.stop.mockClear();
  attach.mockClear();
  const getUserMedia = () =>
    new Promise<MediaStream>((resolve, reject) => {
      microphone = { allow: () => resolve(stream), refuse: (name) => reject(new DOMException("", name)) };
    });
  vi.stubGlobal("navigator", { ...navigator, mediaDevices: { getUserMedia } });
  await showLanguage("en");
  room = new RoomStore({ id: "r", me: "me", send: () => false, outbox: new PaperOutbox(), putDraft: () => Promise.resolve() });
  root = document.createElement("div");
  document.body.append(root);
  await show();
});

afterEach(async () => {
  await leave();
  vi.unstubAllGlobals();
});

describe("a voice note", () => {
  it("closes a microphone that is allowed after it was given up", async () => {
    await press("Voice note");
    await leave();
    await then(() => microphone.allow());
    expect(track.stop).toHaveBeenCalled();
    expect(room.way.value).toBe("plain");
  });

  it("outlasts a look at another page, and goes with what it answers and points at", async () => {
    await press("Voice note");
    await then(() => microphone.allow());
    await leave();
    expect(track.stop).toHaveBeenCalled();
    await show();
    await then(() => {
      room.write("sweating");
      room.anchor.value = { kind: "field", field: "allergies" };
    });
    await press("Send voice note");
    expect(attach.mock.calls[0]?.[1]).toMatchObject({ kind: "voice", body: { text: "sweating" }, anchor: { field: "allergies" } });
    expect(room.voice.value).toBeNull();
  });

  it("leaves the words to be sent as they are where there is no microphone", async () => {
    await then(() => room.write("pain again"));
    await press("Voice note");
    await then(() => microphone.refuse("NotFoundError"));
    expect(root.textContent).toContain("No microphone was found");
    expect(room.way.value).toBe("plain");
  });
});

describe("a further question", () => {
  it("is kept when it could not be asked", async () => {
    await then(() => room.write("Fluids first?"));
    await press("As a question, with a time");
    await press("Ask");
    expect(room.draft.text.value).toBe("Fluids first?");
    expect(room.way.value).toBe("question");
  });
});
