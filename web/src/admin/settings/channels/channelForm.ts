import { type ChannelKind, type ChannelRow } from "./types";

export interface ChannelDraft {
  kind: ChannelKind;
  name: string;
  org_id: string;
  /** JSON for gateways; e-mail has boxes of its own. */
  template: string;
  host: string;
  port: string;
  security: string;
  username: string;
  from: string;
  secret: string;
  new_callback_secret: boolean;
  emergency_only: boolean;
  enabled: boolean;
}

export const CHANNEL_FIELDS = ["kind", "name", "org_id", "config", "host", "port", "from", "secret"] as const;

const TEMPLATES: Readonly<Partial<Record<ChannelKind, object>>> = {
  voice: {
    url: "https://",
    headers: { Authorization: "Bearer {secret}" },
    json: { to: "{to}", text: "{text}", ref: "{key}", callback: "{callback}" },
  },
  sms: { url: "https://", form: { mobile: "{to}", content: "{text}", ref: "{key}" } },
  wecom: {},
  dingtalk: {},
};

export const templateText = (kind: ChannelKind) => JSON.stringify(TEMPLATES[kind] ?? {}, null, 2);

export const newChannel = (): ChannelDraft => ({
  kind: "voice",
  name: "",
  org_id: "",
  template: templateText("voice"),
  host: "",
  port: "",
  security: "starttls",
  username: "",
  from: "",
  secret: "",
  new_callback_secret: false,
  emergency_only: true,
  enabled: true,
});

export function draftOf(channel: ChannelRow): ChannelDraft {
  const word = (name: string) => (channel.config[name] === undefined ? "" : String(channel.config[name]));
  return {
    ...newChannel(),
    kind: channel.kind,
    name: channel.name,
    org_id: channel.org_id ?? "",
    template: JSON.stringify(channel.config, null, 2),
    host: word("host"),
    port: word("port"),
    security: word("security") || "starttls",
    username: word("username"),
    from: word("from"),
    emergency_only: channel.emergency_only,
    enabled: channel.enabled,
  };
}

/** The configuration a draft means; null when its JSON is none. */
export function configOf(draft: ChannelDraft): Record<string, unknown> | null {
  if (draft.kind === "push") return {};
  if (draft.kind === "email") {
    const { host, port, security, username, from } = draft;
    const boxes = { host: host.trim(), security, username: username.trim(), from: from.trim() };
    return port.trim() === "" ? boxes : { ...boxes, port: Number(port) };
  }
  try {
    const found: unknown = JSON.parse(draft.template);
    return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** What is sent: without a typed secret the old one stays. */
export const channelBody = (draft: ChannelDraft, config: Record<string, unknown>, version: number | null) => ({
  kind: draft.kind,
  name: draft.name.trim(),
  org_id: draft.org_id === "" ? null : draft.org_id,
  config,
  ...(draft.secret === "" ? {} : { secret: draft.secret }),
  new_callback_secret: draft.new_callback_secret,
  emergency_only: draft.emergency_only,
  enabled: draft.enabled,
  ...(version === null ? {} : { if_version: version }),
});
