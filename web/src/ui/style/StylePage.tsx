import { useEffect } from "preact/hooks";
import { about, loadAbout } from "../../api";
import { chooseLanguage, locale, LOCALE_NAMES, LOCALES, t } from "../../i18n";
import { chooseTheme, theme, type Theme } from "../../shell/frame/theme";
import { useTitle } from "../../shell/useTitle";
import { Choice, PageState, Skeleton } from "..";
import { ClinicalSamples } from "./ClinicalSamples";
import { ColourSamples } from "./ColourSamples";
import { FormSamples } from "./FormSamples";
import { FrameSamples } from "./FrameSamples";
import { MdtSamples } from "./MdtSamples";
import { ReferralSamples } from "./ReferralSamples";
import { RoomSamples } from "./RoomSamples";
import { StatusSamples } from "./StatusSamples";
import "./style.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Every shared component; served in the demonstration network only. */
export default function StylePage() {
  useTitle(t("style.title"));
  useEffect(() => {
    // The page's state below says what is wrong.
    loadAbout().catch(() => undefined);
  }, []);
  if (about.value === null) return <Skeleton />;
  if (!about.value.demo) return <PageState kind="not-found" />;
  return (
    <div class="style">
      <header class="style-head">
        <h1>{t("style.title")}</h1>
        <Choice
          label={t("shell.language")}
          value={locale.value}
          options={LOCALES.map((each) => ({ value: each, text: LOCALE_NAMES[each] ?? each }))}
          onChange={(value) => void chooseLanguage(value)}
        />
        <Choice
          label={t("shell.theme")}
          value={theme.value}
          options={THEMES.map((each) => ({ value: each, text: t(`shell.theme.${each}`) }))}
          onChange={(value) => chooseTheme(value as Theme)}
        />
      </header>
      <ClinicalSamples />
      <RoomSamples />
      <MdtSamples />
      <ReferralSamples />
      <FormSamples />
      <FrameSamples />
      <StatusSamples />
      <ColourSamples />
    </div>
  );
}
