import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button, Field } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { useDeed } from "../../forms/useDeed";

export const KINDS = ["email", "wecom", "dingtalk"] as const;
export type Kept = Partial<Record<(typeof KINDS)[number], string>>;
const FORM = "reach";

interface AddressesProps {
  kept: Kept;
  /** Kinds of channels there are. */
  channels: readonly string[];
  onSave: (body: Record<string, string>) => Promise<unknown>;
}

/** Where somebody is found besides by telephone. */
export function Addresses({ kept, channels, onSave }: AddressesProps) {
  const kinds = KINDS.filter((kind) => channels.includes(kind));
  const [draft, setDraft] = useState<Record<string, string>>(() => Object.fromEntries(KINDS.map((kind) => [kind, kept[kind] ?? ""])));
  const deed = useDeed(FORM, KINDS);
  const save = async (event: Event) => {
    event.preventDefault();
    const body = Object.fromEntries(kinds.map((kind) => [kind, draft[kind] ?? ""]));
    await deed.run(() => onSave(body));
  };
  const changed = kinds.some((kind) => draft[kind] !== (kept[kind] ?? ""));
  if (kinds.length === 0) return null;
  return (
    <form id={FORM} onSubmit={(event) => void save(event)} noValidate>
      <div class="admin-fields">
        {kinds.map((kind) => (
          <Field
            key={kind}
            id={`${FORM}-${kind}`}
            label={t(`ladder.channel.${kind}`)}
            value={draft[kind] ?? ""}
            onInput={(text) => setDraft({ ...draft, [kind]: text })}
            error={deed.faults[kind] ?? null}
            hint={kind === "email" ? undefined : t("channels.robot_address_hint")}
            maxLength={200}
          />
        ))}
      </div>
      <Failure text={deed.general} />
      <p>
        <Button size="small" type="submit" busy={deed.busy} disabled={!changed}>
          {t("admin.save")}
        </Button>
      </p>
    </form>
  );
}
