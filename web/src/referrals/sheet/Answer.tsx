import { formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { consentWords } from "../facts";
import { optionName } from "../forms/Fields";
import { needName } from "../needs";
import type { WardQuestion, Whole } from "../types";
import { Facts, type Fact } from "./Facts";
import { WrittenPaper } from "./WrittenPaper";

/** What the receiving side has said so far. */
export function Answer({ whole }: { whole: Whole }) {
  const { placement, declined, redirected, advice, capability } = whole;
  return (
    <>
      {placement && <Facts title={t("referral.section.placement")} facts={placed(whole)} />}
      {declined && (
        <Facts
          title={t("referral.section.declined")}
          facts={[
            [t("referral.field.why"), [optionName("code", declined.code), declined.text].filter(Boolean).join(": ")],
            [t("referral.section.alternative"), alternative(declined)],
          ]}
        />
      )}
      {redirected && (
        <Facts
          title={t("referral.section.redirected")}
          facts={[
            [t("referral.to"), [redirected.org_name, redirected.specialty && specialtyName(redirected.specialty)].filter(Boolean).join(" · ")],
            [t("referral.field.why"), redirected.reason],
          ]}
        />
      )}
      {advice && <WrittenPaper title={t("referral.section.advice")} written={advice} />}
      {capability.length > 0 && (
        <Facts
          title={t("referral.section.capability")}
          facts={capability.map((each): Fact => [needName(each), each.yes ? t("referral.option.yes.yes") : t("referral.capability_no", { instead: each.instead })])}
        />
      )}
      {whole.ward_questions.length > 0 && (
        <Facts title={t("referral.section.ward")} facts={whole.ward_questions.map((each): Fact => [[each.department?.name, formatDateTime(each.asked_at)].filter(Boolean).join(" · "), asked(each)])} />
      )}
    </>
  );
}

const alternative = ({ alternative: { kind, specialty, text }, org_name: hospital }: NonNullable<Whole["declined"]>) =>
  [optionName("kind", kind), hospital, specialty && specialtyName(specialty), text].filter(Boolean).join(" · ");

function placed({ placement, department, bed_until: until, agreed }: Whole): Fact[] {
  if (placement === null) return [];
  return [
    [t("referral.field.department_id"), department?.name],
    [t("referral.field.place"), [optionName("place", placement.place), placement.label].filter(Boolean).join(" · ")],
    [t("referral.field.starts_at"), placement.starts_at && formatDateTime(placement.starts_at)],
    [t("referral.bed_until"), until && formatDateTime(until)],
    [t("referral.field.contact"), [placement.contact, placement.phone].filter(Boolean).join(" ")],
    [t("referral.field.prepare"), placement.prepare],
    [t("referral.section.agreed"), agreed && consentWords(agreed)],
  ];
}

function asked(each: WardQuestion) {
  const need = [optionName("need", each.need), ...each.equipment.map((one) => optionName("equipment", one))].join(", ");
  if (each.answer === "") {
    const waiting = t(each.open ? "referral.ward.open" : "referral.ward.ended", { need, time: formatDateTime(each.expires_at) });
    return each.sms === null ? waiting : [waiting, texted(each.sms)].join(" · ");
  }
  const said = [optionName("answer", each.answer), each.when_at && formatDateTime(each.when_at), each.text].filter(Boolean).join(" · ");
  return (
    <>
      {need}: <strong>{said}</strong> <span class="meta">{[each.who, each.answered_at && formatDateTime(each.answered_at)].filter(Boolean).join(" · ")}</span>
    </>
  );
}

/** As in the list of calls: a failure says why, and whether it is tried again. */
function texted({ state, error }: NonNullable<WardQuestion["sms"]>) {
  const way = t(`ladder.way.${state === "waiting" && error ? "retrying" : state}`);
  return t("referral.ward.sms", { way: [way, error].filter(Boolean).join(": ") });
}
