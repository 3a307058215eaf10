import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, me, session as login } from "../../api";
import { useCasePage } from "../../cases/page/state/context";
import { readersVoice, t } from "../../i18n";
import { Button, Choice, Field, Sheet } from "../../ui";
import { MdtPaper } from "../paper/MdtPaper";
import { mdtPaper } from "../paper/model";
import type { MdtView, Outcome, SignValue } from "../types";
import "../../reports/sign/sign.css";

const VALUES: readonly SignValue[] = ["agree", "agree_note", "dissent"];

interface SignSheetProps {
  view: MdtView;
  outcome: Outcome;
  /** A member signs; the chair ends it. */
  as: "sign" | "finalise";
  onClose: () => void;
  onDone: () => void;
}

/** One sheet: the record as it prints, how one stands to it, the password. */
export function SignSheet({ view, outcome, as, onClose, onDone }: SignSheetProps) {
  const { detail } = useCasePage();
  const [value, setValue] = useState<SignValue | "">("");
  const [text, setText] = useState("");
  const [password, setPassword] = useState("");
  const deed = useDeed("mdt-sign", ["password"]);
  const said = value !== "agree" && value !== "";
  const ready = password !== "" && (as === "finalise" || (value !== "" && (!said || text.trim() !== "")));
  const sign = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const path = `/requests/${view.request_id}/${as === "sign" ? "sign_mdt" : "finalise"}`;
    const body = { password, version: outcome.version, ...(as === "sign" && { value, text: said ? text.trim() : "" }) };
    if (await deed.run(() => api.post(path, body))) onDone();
  };
  return (
    <Sheet
      open
      title={t(`mdt.do.${as}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="filled" type="submit" form="mdt-sign" busy={deed.busy} disabled={!ready}>
            {t(`mdt.do.${as}`)}
          </Button>
        </>
      }
    >
      <form id="mdt-sign" class="sign" onSubmit={(event) => void sign(event)}>
        <section>
          <h3>{t("opinion.sign_paper")}</h3>
          <MdtPaper paper={mdtPaper(readersVoice(), detail, view)} />
        </section>
        <section>
          <h3>{t(as === "sign" ? "mdt.sign_how" : "mdt.sign_last")}</h3>
          {as === "sign" ? (
            <>
              <Choice
                label={t("mdt.sign_value")}
                value={value}
                onChange={(chosen) => setValue(chosen as SignValue)}
                options={VALUES.map((each) => ({ value: each, text: t(`mdt.signed.${each}`) }))}
              />
              {said && (
                <Field label={t(`mdt.sign_text.${value}`)} hint={t("mdt.sign_verbatim")} value={text} onInput={setText} rows={4} maxLength={4000} required />
              )}
            </>
          ) : (
            <p>{t("mdt.sign_last_about")}</p>
          )}
        </section>
        <section>
          <h3>{t("opinion.sign_password")}</h3>
          <input class="visually-hidden" type="text" autocomplete="username" readOnly tabIndex={-1} value={login.value?.username ?? ""} aria-hidden="true" />
          <Field
            id="mdt-sign-password"
            type="password"
            label={t("opinion.password_of", { name: me.value?.name ?? "" })}
            value={password}
            onInput={setPassword}
            autocomplete="current-password"
            required
            error={deed.faults["password"] ?? null}
          />
          <Failure text={deed.general} />
        </section>
      </form>
    </Sheet>
  );
}
