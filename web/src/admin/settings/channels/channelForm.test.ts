import { describe, expect, it } from "vitest";
import { channelBody, configOf, draftOf, newChannel } from "./channelForm";
import { numbersBody, numbersOf, seconds } from "./numbers";
import type { ChannelRow } from "./types";

const mail: ChannelRow = {
  id: "1",
  org_id: null,
  kind: "email",
  name: "Mail",
  config: { host: "smtp.example", port: 2525, security: "none", from: "hz@example.org" },
  has_secret: true,
  has_callback_secret: false,
  callback_url: "",
  callback_secret: null,
  emergency_only: false,
  enabled: true,
  last_ok_at: null,
  last_failed_at: null,
  last_error: "",
  version: 3,
};

describe("a channel", () => {
  it("comes back as it was saved", () => {
    const draft = draftOf(mail);
    expect(configOf(draft)).toEqual({ ...mail.config, username: "" });
    const body = channelBody(draft, configOf(draft)!, mail.version);
    expect(body).toMatchObject({ org_id: null, if_version: 3, emergency_only: false });
    // An untyped secret is not sent: the old one stays.
    expect("secret" in body).toBe(false);
    expect(channelBody({ ...draft, secret: "x" }, {}, null)).toMatchObject({ secret: "x" });
  });

  it("refuses a template that is no object", () => {
    for (const template of ["{", "[]", "1", "null"]) expect(configOf({ ...newChannel(), template })).toBeNull();
    expect(configOf(newChannel())).toMatchObject({ url: "https://" });
  });
});

describe("numbers", () => {
  it("are typed as minutes and seconds or as seconds", () => {
    expect(["3:00", "180", " 0:05 ", "", "x", "1:99"].map(seconds)).toEqual([180, 180, 5, null, null, null]);
  });

  it("leave out who is never called", () => {
    const draft = numbersOf({ after_s: { line1: 0, centre: 480 }, next_after_s: 30, answer_within_s: 120, ends_after_s: 600, again_after_s: 300 });
    expect(draft).toMatchObject({ line1: "0:00", line2: "", centre: "8:00", next_after_s: "0:30" });
    expect(numbersBody({ ...draft, line2: "2:30" })).toMatchObject({
      after_s: { line1: 0, line2: 150, centre: 480 },
      ends_after_s: 600,
    });
    expect(numbersBody({ ...draft, line2: "soon" })).toBeNull();
    expect(numbersBody({ ...draft, next_after_s: "" })).toBeNull();
  });
});
