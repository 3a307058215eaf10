import { t } from "../../../../i18n";
import { Button, Field } from "../../../../ui";
import type { Faults } from "../../../forms/faults";
import { fieldId } from "../../../forms/useDeed";
import { makePassword, SHORTEST_PASSWORD } from "./password";

export interface LoginDraft {
  username: string;
  password: string;
}

export const LOGIN_FIELDS = ["username", "password"] as const;

interface LoginFieldsProps {
  form: string;
  draft: LoginDraft;
  onChange: (draft: LoginDraft) => void;
  faults: Faults;
  /** Only a new password for a login that exists. */
  passwordOnly?: boolean;
}

/** A name to log in with and the first password, in sight because it is to be handed over. */
export function LoginFields({ form, draft, onChange, faults, passwordOnly }: LoginFieldsProps) {
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  return (
    <div class="admin-fields">
      {!passwordOnly && (
        <Field
          {...about("username")}
          label={t("admin.login.username")}
          value={draft.username}
          onInput={(username) => onChange({ ...draft, username })}
          hint={t("admin.login.username_hint")}
          maxLength={63}
          required
        />
      )}
      <div class="admin-with-button">
        <Field
          {...about("password")}
          label={t("admin.login.first_password")}
          value={draft.password}
          onInput={(password) => onChange({ ...draft, password })}
          hint={t("admin.login.password_hint", { n: SHORTEST_PASSWORD })}
          maxLength={256}
          required
        />
        <Button onClick={() => onChange({ ...draft, password: makePassword() })}>{t("admin.login.make_password")}</Button>
      </div>
    </div>
  );
}

export const loginFaults = (draft: LoginDraft, passwordOnly = false) => ({
  username: !passwordOnly && draft.username.trim() === "" && t("admin.login.needs_username"),
  password: draft.password.length < SHORTEST_PASSWORD && t("admin.login.too_short"),
});
