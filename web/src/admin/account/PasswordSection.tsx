import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { api, loadSession } from "../../api";
import { t } from "../../i18n";
import { Button, Field } from "../../ui";
import { Failure } from "../forms/Failure";
import { present } from "../forms/faults";
import { fieldId, useDeed } from "../forms/useDeed";
import { SHORTEST_PASSWORD } from "../staff/people/login/password";

const FORM = "own-password";
const FIELDS = ["old", "new", "again"] as const;
const BLANK = { old: "", new: "", again: "" };

interface PasswordSectionProps {
  /** A password somebody else gave must be replaced before anything else. */
  first: boolean;
  username: string;
}

export function PasswordSection({ first, username }: PasswordSectionProps) {
  const { route } = useLocation();
  const [draft, setDraft] = useState(BLANK);
  const [done, setDone] = useState(false);
  const deed = useDeed(FORM, FIELDS, { password: "old" });
  const box = (field: (typeof FIELDS)[number], label: string, autocomplete: string, hint?: string) => (
    <Field
      id={fieldId(FORM, field)}
      type="password"
      label={label}
      value={draft[field]}
      onInput={(value) => {
        setDone(false);
        setDraft({ ...draft, [field]: value });
      }}
      autocomplete={autocomplete}
      hint={hint}
      error={deed.faults[field] ?? null}
      required
    />
  );
  const change = async (event: Event) => {
    event.preventDefault();
    const wrong = present({
      old: draft.old === "" && t("admin.account.needs_old"),
      new: draft.new.length < SHORTEST_PASSWORD && t("admin.login.too_short"),
      again: draft.again !== draft.new && t("admin.account.differs"),
    });
    const send = () => api.put("/session/password", { old: draft.old, new: draft.new });
    if (!(await deed.run(send, wrong))) return;
    setDraft(BLANK);
    setDone(true);
    if (!first) return;
    await loadSession();
    route("/", true);
  };
  return (
    <section class="admin-part">
      <h2>{t("admin.account.password")}</h2>
      {first && <p class="account-first">{t("admin.account.first")}</p>}
      <form class="account-form" onSubmit={(event) => void change(event)} noValidate>
        {/* Password managers file the new password under this name. */}
        <input type="hidden" name="username" autocomplete="username" value={username} />
        {box("old", first ? t("admin.account.given") : t("admin.account.old"), "current-password")}
        {box("new", t("admin.account.new"), "new-password", t("admin.login.password_hint", { n: SHORTEST_PASSWORD }))}
        {box("again", t("admin.account.again"), "new-password")}
        <Failure text={deed.general} />
        <div class="admin-row">
          <Button kind={first ? "filled" : "outline"} type="submit" busy={deed.busy}>
            {t("admin.account.change_password")}
          </Button>
          <span class="meta" role="status">
            {done && t("admin.account.changed")}
          </span>
        </div>
      </form>
    </section>
  );
}
