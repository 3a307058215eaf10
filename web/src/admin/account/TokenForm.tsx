import { useState } from "preact/hooks";
import { api } from "../../api";
import { plural, t } from "../../i18n";
import { Field, FormFoot, Select } from "../../ui";
import { Checks } from "../forms/Checks";
import { Failure } from "../forms/Failure";
import { present } from "../forms/faults";
import { fieldId, useDeed } from "../forms/useDeed";
import { LIVES, SCOPES, tokenBody } from "./tokens";

const FORM = "token";
const FIELDS = ["name", "scopes", "expires_in"] as const;

export function TokenForm({ onLeave, onMade }: { onLeave: () => void; onMade: (token: string) => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["api"]);
  const [days, setDays] = useState(90);
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const make = async (event: Event) => {
    event.preventDefault();
    let token = "";
    const send = async () => {
      token = (await api.post<{ token: string }>("/tokens", tokenBody(name, scopes, days))).token;
    };
    const wrong = present({
      name: name.trim() === "" && t("admin.token.needs_name"),
      scopes: scopes.length === 0 && t("admin.token.needs_scope"),
    });
    if (await deed.run(send, wrong)) onMade(token);
  };
  return (
    <form class="admin-inline" onSubmit={(event) => void make(event)} noValidate>
      <div class="admin-fields">
        <Field
          {...about("name")}
          label={t("admin.token.name")}
          value={name}
          onInput={setName}
          hint={t("admin.token.name_hint")}
          maxLength={100}
          required
          autoFocus
        />
        <Select
          {...about("expires_in")}
          label={t("admin.token.life")}
          value={String(days)}
          options={LIVES.map((each) => ({
            value: String(each),
            text: each === 0 ? t("admin.token.open") : plural("admin.token.days", each),
          }))}
          onChange={(chosen) => setDays(Number(chosen))}
        />
      </div>
      <Checks
        {...about("scopes")}
        label={t("admin.token.scopes")}
        options={SCOPES.map((value) => ({ value, text: t(`admin.scope.${value}`) }))}
        chosen={scopes}
        onChange={setScopes}
        required
      />
      <Failure text={deed.general} />
      <FormFoot deed={t("admin.token.make")} busy={deed.busy} onLeave={onLeave} />
    </form>
  );
}
