import { session } from "../../api";
import { listed, t } from "../../i18n";
import { roleName } from "../../i18n/vocabulary";
import { useTitle } from "../../shell/useTitle";
import { LanguageSection } from "./LanguageSection";
import { PasswordSection } from "./PasswordSection";
import { ReachSection } from "./reach/ReachSection";
import { SessionsSection } from "./SessionsSection";
import { TokensSection } from "./TokensSection";
import "../frame/admin.css";

/** One's own login: password, language, tokens for programs. */
export default function AccountPage() {
  useTitle(t("admin.account.title"));
  const who = session.value;
  if (!who) return null;
  return (
    <div class="account">
      <header class="admin-head">
        <h1>{t("admin.account.title")}</h1>
      </header>
      <p class="account-who">
        <strong>{who.person.name}</strong> {who.person.title} <code>{who.username}</code>
        <br />
        <span class="meta">{who.roles.map((each) => listed([roleName(each.role), each.org_name])).join(" · ")}</span>
      </p>
      <PasswordSection first={who.must_change_password} username={who.username} />
      {!who.must_change_password && (
        <>
          <LanguageSection />
          <ReachSection />
          <SessionsSection />
          <TokensSection />
        </>
      )}
    </div>
  );
}
