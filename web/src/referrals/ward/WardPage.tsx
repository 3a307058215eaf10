import { useEffect, useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { chooseLanguage, formatDateTime, locale, LOCALE_NAMES, LOCALES, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { useTitle } from "../../shell/useTitle";
import { Choice, PageError, sexAge, Skeleton, UrgencyMark } from "../../ui";
import { optionName } from "../forms/Fields";
import { WardAnswer } from "./WardAnswer";
import { WardBeds } from "./WardBeds";
import type { Opened } from "./types";
import "../../admin/frame/admin.css";
import "../referrals.css";
import "./ward.css";

/** What a ward opens on a phone: no login, no name, one question or the beds of that ward. */
export default function WardPage() {
  const token = location.hash.slice(1);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const [done, setDone] = useState(false);
  useTitle(t("referral.ward.title"));

  const open = () => {
    setFailure(undefined);
    api.post<Opened>("/ward-links/open", { token }).then(setOpened, setFailure);
  };
  useEffect(open, [token]);

  return (
    <div class="ward">
      <Choice
        label={t("shell.language")}
        value={locale.value}
        options={LOCALES.map((each) => ({ value: each, text: LOCALE_NAMES[each] ?? each }))}
        onChange={(value) => void chooseLanguage(value)}
      />
      {done ? <Thanks /> : body()}
    </div>
  );

  function body() {
    if (failure instanceof ApiError && failure.status === 404) return <Gone />;
    if (failure !== undefined) return <PageError error={failure} onRetry={open} />;
    if (opened === null) return <Skeleton rows={3} />;
    const { question, beds } = opened;
    return (
      <>
        <header class="ward-head">
          <p class="meta">{opened.hospital}</p>
          <h1>{opened.department}</h1>
        </header>
        {question && (
          <>
            <p class="ward-who">
              <UrgencyMark urgency={question.urgency} size={24} />
              <span>
                {[sexAge(question.sex, question.age), specialtyName(question.specialty), question.diagnosis_class].filter(Boolean).join(" · ")}
              </span>
            </p>
            <p class="ward-need">{[t(`referral.ward.need.${question.need}`), ...question.equipment.map((each) => optionName("equipment", each))].join(" · ")}</p>
            <WardAnswer token={token} onDone={() => setDone(true)} />
          </>
        )}
        {opened.purpose === "beds" && <WardBeds token={token} row={beds} onDone={() => setDone(true)} />}
        <p class="meta">{t("referral.link.until", { time: formatDateTime(opened.expires_at) })}</p>
      </>
    );
  }
}

function Gone() {
  return (
    <section class="ward-done">
      <h1>{t("referral.ward.gone")}</h1>
      <p>{t("referral.ward.gone_about")}</p>
    </section>
  );
}

function Thanks() {
  return (
    <section class="ward-done" role="status">
      <h1>{t("referral.ward.thanks")}</h1>
      <p>{t("referral.ward.thanks_about")}</p>
    </section>
  );
}
