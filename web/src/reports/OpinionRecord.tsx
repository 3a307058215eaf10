import { useState } from "preact/hooks";
import { formatDateTime, LOCALE_NAMES, LOCALES, t } from "../i18n";
import { Button } from "../ui";
import { check, copy, Icon, printer } from "../ui/icons";
import { useCasePage } from "../cases/page/state/context";
import { QuestionDeed } from "../cases/page/request/deeds/QuestionDeed";
import type { Adoption, CaseRequest, Opinion } from "../cases/detail";
import { copyText, opinionText } from "./paper/asText";
import { signedPaper } from "./paper/model";
import { OpinionPaper } from "./paper/OpinionPaper";
import { printPaper } from "./paper/printPaper";
import { useVoice } from "./paper/useVoice";
import { RespondForm } from "./RespondForm";

/** The stamped record: who and when, the paper, what the county did with it. */
export function OpinionRecord({ request, opinion }: { request: CaseRequest; opinion: Opinion }) {
  const { detail, place, go } = useCasePage();
  const [copied, setCopied] = useState(false);
  const { voice, speak } = useVoice();
  const paper = signedPaper(voice, detail, request, opinion);
  const adoptions = request.adoptions.filter((each) => each.opinion_version === opinion.version);
  const mayRespond = request.allowed.includes("respond");
  const first = adoptions.length === 0;
  const older = request.opinions.filter((each) => each.id !== opinion.id);
  return (
    <div class="record">
      <div class="desk-scroll">
        <p class="stamp">
          <Icon of={check} size={16} />
          {t("opinion.signed_by", { name: opinion.signer.name, time: formatDateTime(opinion.signed_at), version: String(opinion.version) })}
        </p>
        <div class="deeds-row">
          <Button size="small" icon={printer} onClick={() => printPaper(paper)}>
            {t("opinion.print")}
          </Button>
          <Button size="small" icon={copy} onClick={() => void copyText(opinionText(paper)).then(setCopied)}>
            {t(copied ? "opinion.copied" : "opinion.copy")}
          </Button>
          <select
            class="paper-language"
            aria-label={t("opinion.paper.language")}
            title={t("opinion.paper.language")}
            value={voice.locale}
            onChange={(event) => speak(event.currentTarget.value)}
          >
            {LOCALES.map((each) => (
              <option key={each} value={each} lang={each}>
                {LOCALE_NAMES[each] ?? each}
              </option>
            ))}
          </select>
          {request.allowed.includes("correct") && (
            <Button size="small" kind="text" onClick={() => go({ deed: "correct" })}>
              {t("opinion.correct")}
            </Button>
          )}
        </div>
        {opinion.interim && <p class="request-warning">{t("steps.interim_note")}</p>}
        <OpinionPaper paper={paper} />
        {adoptions.map((each) => (
          <AdoptionLine key={each.at} adoption={each} />
        ))}
        {mayRespond && !first && place.deed !== "respond" && (
          <Button size="small" kind="text" onClick={() => go({ deed: "respond" })}>
            {t("opinion.respond_again")}
          </Button>
        )}
        {request.allowed.includes("ask_again") && place.deed !== "ask_again" && (
          <Button size="small" kind="text" onClick={() => go({ deed: "ask_again" })}>
            {t("case.action.ask_again")}
          </Button>
        )}
        {request.allowed.includes("ask_again") && place.deed === "ask_again" && <QuestionDeed />}
        {older.map((each) => (
          <details key={each.id} class="superseded">
            <summary>{t("opinion.superseded", { version: String(each.version), time: formatDateTime(each.signed_at) })}</summary>
            <OpinionPaper paper={signedPaper(voice, detail, request, each)} />
          </details>
        ))}
      </div>
      {mayRespond && (first || place.deed === "respond") && <RespondForm first={first} />}
    </div>
  );
}

function AdoptionLine({ adoption }: { adoption: Adoption }) {
  return (
    <p class="adoption">
      <strong>{t(`opinion.adoption.${adoption.value}`)}</strong>{" "}
      {[
        adoption.by?.name,
        formatDateTime(adoption.at),
        adoption.order_at ? t("opinion.ordered", { time: formatDateTime(adoption.order_at) }) : "",
        adoption.reason,
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}
