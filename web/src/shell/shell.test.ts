import { beforeEach, describe, expect, it } from "vitest";
import { session, type RoleName, type Session } from "../api";
import { onShellKey } from "./keys/keys";
import { routeOf } from "./routes/match";
import { closePatient, forgetPatients, openPatient, openPatients, rememberPatients } from "./openPatients";
import { firstScreen, placesFor } from "./routes/places";
import { ROUTES } from "./routes/routes";

const as = (id: string, ...roles: RoleName[]): Session => ({
  person: { id, name: id, title: null, phone: null, locale: null },
  username: id,
  roles: roles.map((role) => ({ role, org_id: "o", org_name: "o", department_id: null, specialty: null })),
  demo: true,
  must_change_password: false,
  server_time: "",
});

describe("routes", () => {
  it("each load a page", async () => {
    const pages = await Promise.all(ROUTES.map((route) => route.load()));
    expect(pages.every((page) => typeof page.default === "function")).toBe(true);
  }, 60_000);

  it("match addresses and nothing else", () => {
    expect(routeOf("/today")?.path).toBe("/today");
    expect(routeOf("/today/elsewhere")).toBeUndefined();
    expect(routeOf("/nowhere")).toBeUndefined();
  });
});

describe("places", () => {
  it("are only those with a page behind them", () => {
    for (const place of placesFor(as("a", "doctor", "admin"))) expect(routeOf(place.path)).toBeDefined();
  });

  it("begin with recordings for who records, and with the list of their department for who reads", () => {
    expect(firstScreen(as("a", "technician"))).toBe("/recordings");
    const reader = as("a", "expert");
    const at = (specialty: string) => firstScreen({ ...reader, roles: reader.roles.map((role) => ({ ...role, specialty })) });
    expect([at("radiology"), at("ecg"), at("cardiology")]).toEqual(["/imaging", "/ecg", "/today"]);
  });

  it("begin with Today for those who treat", () => {
    expect(firstScreen(as("a", "expert"))).toBe("/today");
  });

  it("begin with the board for those who hand out, and keep Today for those who also treat", () => {
    expect(firstScreen(as("a", "coordinator"))).toBe("/board");
    expect(placesFor(as("a", "coordinator", "doctor")).map((each) => each.path).slice(0, 2)).toEqual(["/board", "/today"]);
  });
});

describe("open patients", () => {
  let stop = () => undefined as void;
  beforeEach(() => {
    stop();
    localStorage.clear();
    session.value = null;
    stop = rememberPatients();
  });
  const ids = () => openPatients.value.map((each) => each.id);

  it("keep their order when one changes", () => {
    session.value = as("p", "doctor");
    openPatient({ id: "1", urgency: "routine", name: "李" });
    openPatient({ id: "2", urgency: "urgent", name: "马" });
    openPatient({ id: "1", urgency: "emergency", name: "李", unread: 1 });
    expect(openPatients.value.map((each) => [each.id, each.urgency])).toEqual([
      ["1", "emergency"],
      ["2", "urgent"],
    ]);
    closePatient("1");
    expect(ids()).toEqual(["2"]);
  });

  it("belong to one person on a shared PC and go when they log out", () => {
    session.value = as("p", "doctor");
    openPatient({ id: "1", urgency: "routine", name: "李" });
    session.value = as("q", "doctor");
    expect(ids()).toEqual([]);
    session.value = as("p", "doctor");
    expect(ids()).toEqual(["1"]);
    session.value = null;
    forgetPatients("p");
    session.value = as("p", "doctor");
    expect(ids()).toEqual([]);
  });
});

describe("keys", () => {
  const press = (code: string, more: KeyboardEventInit = {}) => {
    const done: string[] = [];
    const event = new KeyboardEvent("keydown", { code, altKey: true, ...more });
    onShellKey(event, { toPatient: (index) => done.push(`patient ${index}`), newEmergency: () => done.push("new"), search: () => done.push("search") });
    return done;
  };

  it("go to the nth patient and to a new emergency", () => {
    expect(press("Digit1")).toEqual(["patient 0"]);
    expect(press("KeyN")).toEqual(["new"]);
    expect(press("KeyK", { altKey: false, ctrlKey: true })).toEqual(["search"]);
  });

  it("are left alone without Alt or with Ctrl", () => {
    expect(press("Digit1", { altKey: false })).toEqual([]);
    expect(press("Digit1", { ctrlKey: true })).toEqual([]);
  });
});
