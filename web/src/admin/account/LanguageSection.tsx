import { api, me } from "../../api";
import { chooseLanguage, locale, LOCALE_NAMES, LOCALES, t } from "../../i18n";
import { Choice } from "../../ui";
import { Failure } from "../forms/Failure";
import { useDeed } from "../forms/useDeed";

/** Here and in the profile, so that other devices and papers follow. */
export function LanguageSection() {
  const deed = useDeed("language", []);
  const take = async (wished: string) => {
    await chooseLanguage(wished, me.value?.id);
    await deed.run(() => api.put("/session/locale", { locale: wished }));
  };
  return (
    <section class="admin-part">
      <h2>{t("shell.language")}</h2>
      <Choice
        label={t("admin.account.language_about")}
        value={locale.value}
        options={LOCALES.map((value) => ({ value, text: LOCALE_NAMES[value] ?? value }))}
        onChange={(wished) => void take(wished)}
      />
      <Failure text={deed.general} />
    </section>
  );
}
