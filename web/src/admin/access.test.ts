import { afterEach, expect, it } from "vitest";
import { session, type Session } from "../api/session";
import { opensWith } from "./access";

const HOSPITALS = [{ id: "anzhen" }, { id: "gangcha" }];
const ADMIN: Session = {
  person: { id: "me", name: "me", title: null, phone: null, locale: null },
  username: "me",
  roles: [{ role: "admin", org_id: "gangcha", org_name: "Gangcha", department_id: null, specialty: null }],
  demo: false,
  must_change_password: false,
  server_time: "",
};

afterEach(() => {
  session.value = undefined;
});

it("opens with one's own hospital, not with the first by name", () => {
  session.value = ADMIN;
  expect(opensWith(HOSPITALS)?.id).toBe("gangcha");
});

it("opens with the first where none is one's own", () => {
  expect(opensWith(HOSPITALS)?.id).toBe("anzhen");
  expect(opensWith([])).toBeUndefined();
});
