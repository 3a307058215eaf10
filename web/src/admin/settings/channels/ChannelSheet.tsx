import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { CopyButton } from "../../forms/CopyButton";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital } from "../../types";
import { ChannelFields } from "./ChannelFields";
import { CHANNEL_FIELDS, channelBody, configOf, draftOf, newChannel } from "./channelForm";
import type { ChannelRow } from "./types";

const FORM = "channel";

interface ChannelSheetProps {
  /** null: a new one. */
  channel: ChannelRow | null;
  hospitals: readonly Hospital[];
  onClose: () => void;
  /** The secret for callbacks just made; shown this once. */
  told: string | null;
  onSaved: (saved: ChannelRow) => void;
}

/** A gateway: where it is, how it is spoken to, and how it answers. */
export function ChannelSheet({ channel, hospitals, told, onClose, onSaved }: ChannelSheetProps) {
  const begin = () => (channel === null ? newChannel() : draftOf(channel));
  const [draft, setDraft] = useState(begin);
  const [saved, setSaved] = useState(begin);
  const deed = useDeed(FORM, CHANNEL_FIELDS);
  const changed = JSON.stringify(draft) !== JSON.stringify(saved);

  const save = async (event: Event) => {
    event.preventDefault();
    const config = configOf(draft);
    const wrong = present({
      name: draft.name.trim() === "" && t("channels.needs_name"),
      config: config === null && t("channels.no_json"),
    });
    let made: ChannelRow | null = null;
    const send = async () => {
      const body = channelBody(draft, config ?? {}, channel?.version ?? null);
      made = channel === null ? await api.post<ChannelRow>("/channels", body) : await api.put<ChannelRow>(`/channels/${channel.id}`, body);
    };
    if (!(await deed.run(send, wrong)) || made === null) return;
    const row: ChannelRow = made;
    const kept = { ...draft, secret: "", new_callback_secret: false };
    setDraft(kept);
    setSaved(kept);
    onSaved(row);
  };
  return (
    <WorkSheet
      title={channel?.name ?? t("channels.new")}
      dirty={changed}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy} disabled={channel !== null && !changed}>
          {channel === null ? t("channels.add") : t("admin.save")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <ChannelFields form={FORM} draft={draft} onChange={setDraft} faults={deed.faults} hospitals={hospitals} channel={channel} />
        <Failure text={deed.general} />
      </form>
      {told !== null && (
        <div class="admin-handed" role="status">
          <p>{t("channels.callback_once")}</p>
          <p class="admin-row">
            <code>{told}</code>
            <CopyButton text={told} />
          </p>
        </div>
      )}
      {channel !== null && draft.kind !== "email" && draft.kind !== "push" && (
        <p class="meta">
          {t("channels.callback_url")} <code>{channel.callback_url}</code>
        </p>
      )}
    </WorkSheet>
  );
}
