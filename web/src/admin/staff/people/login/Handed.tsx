import { t } from "../../../../i18n";
import { CopyButton } from "../../../forms/CopyButton";

export interface HandedLogin {
  username: string;
  password: string;
}

/** What is to be given to the person; it is shown until the sheet closes and nowhere kept. */
export function Handed({ login }: { login: HandedLogin | null }) {
  if (login === null) return null;
  return (
    <div class="admin-handed" role="status">
      <p>{t("admin.login.handed")}</p>
      <p class="admin-row">
        <code>{login.username}</code>
        <code>{login.password}</code>
        <CopyButton text={`${login.username}\n${login.password}`} />
      </p>
    </div>
  );
}
