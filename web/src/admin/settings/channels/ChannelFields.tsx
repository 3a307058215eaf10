import { t } from "../../../i18n";
import { Check, Field, Select } from "../../../ui";
import type { Faults } from "../../forms/faults";
import { fieldId } from "../../forms/useDeed";
import type { Hospital } from "../../types";
import { templateText, type ChannelDraft } from "./channelForm";
import { CHANNEL_KINDS, type ChannelKind, type ChannelRow } from "./types";

const SECURITY = ["starttls", "tls", "none"] as const;

interface ChannelFieldsProps {
  form: string;
  draft: ChannelDraft;
  onChange: (draft: ChannelDraft) => void;
  faults: Faults;
  hospitals: readonly Hospital[];
  channel: ChannelRow | null;
}

export function ChannelFields({ form, draft, onChange, faults, hospitals, channel }: ChannelFieldsProps) {
  const set = (change: Partial<ChannelDraft>) => onChange({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  const robot = draft.kind === "wecom" || draft.kind === "dingtalk";
  const gateway = robot || draft.kind === "voice" || draft.kind === "sms";
  return (
    <div class="admin-fields">
      <Select
        {...about("kind")}
        label={t("channels.kind")}
        value={draft.kind}
        disabled={channel !== null}
        options={CHANNEL_KINDS.map((value) => ({ value, text: t(`ladder.channel.${value}`) }))}
        onChange={(kind) => set({ kind: kind as ChannelKind, template: templateText(kind as ChannelKind) })}
      />
      <Field {...about("name")} label={t("channels.name")} value={draft.name} onInput={(name) => set({ name })} maxLength={100} required />
      <Select
        {...about("org_id")}
        label={t("channels.org")}
        empty={t("channels.everybody")}
        value={draft.org_id}
        options={hospitals.map((each) => ({ value: each.id, text: each.name }))}
        onChange={(org_id) => set({ org_id })}
      />
      {draft.kind === "email" && <MailFields draft={draft} set={set} about={about} />}
      {gateway && (
        <Field
          {...about("config")}
          label={t("channels.template")}
          value={draft.template}
          onInput={(template) => set({ template })}
          rows={robot ? 3 : 10}
          hint={t(robot ? "channels.robot_hint" : "channels.template_hint")}
        />
      )}
      {draft.kind !== "push" && (
        <Field
          {...about("secret")}
          type="password"
          autocomplete="new-password"
          label={t(draft.kind === "email" ? "channels.password" : "channels.secret")}
          value={draft.secret}
          onInput={(secret) => set({ secret })}
          hint={channel?.has_secret ? t("channels.secret_kept") : draft.kind === "dingtalk" ? t("channels.dingtalk_hint") : undefined}
        />
      )}
      {gateway && !robot && (
        <Check checked={draft.new_callback_secret} onChange={(new_callback_secret) => set({ new_callback_secret })}>
          {t(channel?.has_callback_secret ? "channels.callback_again" : "channels.callback_make")}
        </Check>
      )}
      <Check checked={draft.emergency_only} onChange={(emergency_only) => set({ emergency_only })}>
        {t("channels.emergency_only")}
      </Check>
      <Check checked={draft.enabled} onChange={(enabled) => set({ enabled })}>
        {t("channels.enabled")}
      </Check>
    </div>
  );
}

interface MailFieldsProps {
  draft: ChannelDraft;
  set: (change: Partial<ChannelDraft>) => void;
  about: (field: string) => { id: string; error: string | null };
}

function MailFields({ draft, set, about }: MailFieldsProps) {
  return (
    <>
      <Field {...about("host")} label={t("channels.host")} value={draft.host} onInput={(host) => set({ host })} required />
      <Field {...about("port")} type="number" label={t("channels.port")} value={draft.port} onInput={(port) => set({ port })} hint={t("channels.port_hint")} />
      <Select
        {...about("security")}
        label={t("channels.security")}
        value={draft.security}
        options={SECURITY.map((value) => ({ value, text: t(`channels.security.${value}`) }))}
        onChange={(security) => set({ security })}
      />
      <Field {...about("from")} type="email" label={t("channels.from")} value={draft.from} onInput={(from) => set({ from })} required />
      <Field {...about("username")} label={t("channels.username")} value={draft.username} onInput={(username) => set({ username })} />
    </>
  );
}
