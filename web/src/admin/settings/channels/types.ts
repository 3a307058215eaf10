export type ChannelKind = "voice" | "sms" | "wecom" | "dingtalk" | "email" | "push";

export const CHANNEL_KINDS: readonly ChannelKind[] = ["voice", "sms", "wecom", "dingtalk", "email", "push"];

/** `GET /channels`; secrets go in and never come out. */
export interface ChannelRow {
  id: string;
  org_id: string | null;
  kind: ChannelKind;
  name: string;
  config: Record<string, unknown>;
  has_secret: boolean;
  has_callback_secret: boolean;
  callback_url: string;
  /** Only in the answer that made it. */
  callback_secret: string | null;
  emergency_only: boolean;
  enabled: boolean;
  last_ok_at: string | null;
  last_failed_at: string | null;
  last_error: string;
  version: number;
}

/** Whom a rung calls, in the order of the ladder. */
export const TARGETS = ["line1", "line2", "line3", "head", "centre"] as const;
export type Target = (typeof TARGETS)[number];

/** `GET /escalation-policies`: one version; 0 are the product's numbers. */
export interface PolicyRow {
  specialty: string;
  version: number;
  after_s: Partial<Record<Target, number>>;
  next_after_s: number;
  answer_within_s: number;
  ends_after_s: number;
  again_after_s: number;
  active: boolean;
  reason: string;
  by: string;
  at: string | null;
}
