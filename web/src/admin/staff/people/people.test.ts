import { beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "../../../api";
import { showLanguage } from "../../../i18n";
import { place, present } from "../../forms/faults";
import type { HeldRole, Member } from "../../types";
import { addressWith } from "../../useAddress";
import { enrol, type Enrolment, type Progress } from "./enrol";
import { licenceView } from "./licenceView";
import { makePassword, SHORTEST_PASSWORD } from "./login/password";
import { draftOf, languageChoices, newPerson, personBody, sameDraft } from "./personForm";
import { byHospital, heldAt, hospitalFor } from "./roles/held";

const NOW = Date.parse("2026-11-21T06:00:00Z");
const held = (org: string, change: Partial<HeldRole> = {}): HeldRole => ({
  id: `role-${org}`,
  role: "expert",
  org_id: org,
  org_name: org,
  department_id: null,
  valid_from: "2026-01-01T00:00:00Z",
  valid_to: null,
  ...change,
});

beforeEach(() => showLanguage("en"));

describe("a person's form", () => {
  const person: Member = {
    id: "p",
    name: "专家甲",
    locale: "zh-CN",
    title: "主任医师",
    phone: "1",
    languages: ["zh-CN"],
    specialties: ["cardiology"],
    licence_no: "L1",
    licence_valid_to: null,
    accounts: [],
    roles: [],
  };

  it("sends what was read unchanged, trimmed, and no date for an empty one", () => {
    const { id: _id, accounts: _accounts, roles: _roles, ...fields } = person;
    expect(personBody(draftOf(person))).toEqual(fields);
    expect(personBody({ ...newPerson("en"), name: " A ", licence_valid_to: "2027-03-31" })).toMatchObject({
      name: "A",
      licence_valid_to: "2027-03-31",
    });
  });

  it("is changed by a letter but not by a blank", () => {
    const draft = draftOf(person);
    expect(sameDraft(draft, { ...draft, title: "主任医师 " })).toBe(true);
    expect(sameDraft(draft, { ...draft, title: "主治医师" })).toBe(false);
  });

  it("offers a spoken language once, whatever its region", () => {
    expect(languageChoices(["zh-CN"])).toEqual(["zh-CN", "en", "vi", "bo", "mn", "ug"]);
  });
});

describe("a licence", () => {
  it("holds through its last day, then is over", () => {
    expect(licenceView("L", "2026-11-21", "2026-11-21")).toMatchObject({ state: "soon", days: 1 });
    expect(licenceView("L", "2026-11-20", "2026-11-21")).toMatchObject({ state: "over", days: 0, share: 0 });
    expect(licenceView("L", "2028-11-21", "2026-11-21")).toMatchObject({ state: "good", share: 1 });
    expect(licenceView("L", null, "2026-11-21").state).toBe("open");
    expect(licenceView(" ", "2028-11-21", "2026-11-21").state).toBe("none");
  });
});

describe("roles", () => {
  it("are those that hold now, by hospital", () => {
    const roles = [
      held("a"),
      held("b", { valid_to: "2026-11-21T06:00:00Z" }),
      held("c", { valid_from: "2027-01-01T00:00:00Z" }),
      held("a", { role: "coordinator" }),
    ];
    const found = byHospital(heldAt(roles, NOW));
    expect(found.map((each) => [each.org_id, each.roles.map((role) => role.role)])).toEqual([
      ["a", ["expert", "coordinator"]],
    ]);
  });

  it("say in whose name a person is changed", () => {
    expect(hospitalFor([held("a"), held("a")], false, ["a"])).toBe("a");
    expect(hospitalFor([held("a"), held("b")], false, ["a"])).toBeNull();
    expect(hospitalFor([held("b")], false, ["a", "b"])).toBe("b");
    expect(hospitalFor([], false, ["a"])).toBe("a");
    expect(hospitalFor([held("b"), held("c")], true, ["a"])).toBe("b");
    expect(hospitalFor([], true, [])).toBeNull();
  });
});

describe("a new person", () => {
  const plan: Enrolment = {
    org_id: "a",
    person: personBody({ ...newPerson("en"), name: "A" }),
    role: { role: "expert", department_id: null },
    login: { username: "a.expert", password: "correct horse" },
  };

  function server(refuse: Record<string, number>) {
    const calls: string[] = [];
    const answer = async <T>(verb: string, path: string): Promise<T> => {
      calls.push(`${verb} ${path}`);
      if ((refuse[path] ?? 0) > 0) {
        refuse[path] = (refuse[path] ?? 0) - 1;
        throw new ApiError(409, "account.username_taken", { field: "username" }, "Taken.");
      }
      return { id: "p1" } as T;
    };
    const call = {
      post: <T>(path: string) => answer<T>("POST", path),
      patch: <T>(path: string) => answer<T>("PATCH", path),
    };
    return { calls, call };
  }

  it("is made with role and login", async () => {
    const { calls, call } = server({});
    await expect(enrol(plan, {}, call)).resolves.toBe("p1");
    expect(calls).toEqual(["POST /people", "POST /people/p1/roles", "POST /people/p1/account"]);
  });

  it("is not made twice when the login was refused", async () => {
    const { calls, call } = server({ "/people/p1/account": 1 });
    const done: Progress = {};
    await expect(enrol(plan, done, call)).rejects.toThrow("username_taken");
    calls.length = 0;
    await enrol(plan, done, call);
    expect(calls).toEqual(["PATCH /people/p1", "POST /people/p1/account"]);
  });
});

describe("what the server refuses", () => {
  const refusal = (field: unknown, code = "network.bad_specialty") => new ApiError(422, code, { field }, "No such one.");

  it("stands beside the field it names, else above the button", () => {
    expect(place(refusal("specialties[2]"), ["specialties"])).toEqual({
      faults: { specialties: "No such one." },
      general: null,
    });
    expect(place(refusal("other"), ["name"])).toEqual({ faults: {}, general: "No such one." });
    expect(place(refusal(undefined), ["name"]).general).toBe("No such one.");
    expect(place(refusal("password"), ["old"], { password: "old" }).faults).toEqual({ old: "No such one." });
  });

  it("is nothing where nothing is wrong", () => {
    expect(present({ name: false, title: null, phone: "x" })).toEqual({ phone: "x" });
  });
});

describe("a first password", () => {
  it("is long enough, readable aloud and new each time", () => {
    const made = new Set(Array.from({ length: 50 }, makePassword));
    expect(made.size).toBe(50);
    for (const each of made) {
      expect(each).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
      expect(each.length).toBeGreaterThanOrEqual(SHORTEST_PASSWORD);
    }
  });
});

describe("an address", () => {
  it("keeps the filters and drops what is taken away", () => {
    expect(addressWith("/admin/people", { q: "心内", org: "1" }, { person: "p" })).toBe(
      "/admin/people?q=%E5%BF%83%E5%86%85&org=1&person=p",
    );
    expect(addressWith("/admin/people", { person: "p" }, { person: null })).toBe("/admin/people");
  });
});
