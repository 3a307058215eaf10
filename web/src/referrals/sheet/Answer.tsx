import { formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { consentWords } from "../facts";
import { optionName } from "../forms/Fields";
import type { WardQuestion, Whole } from "../types";
import { Facts, type Fact } from "./Facts";
import { WrittenPaper } from "./WrittenPaper";

/** What the receiving side has said so far. */
export function Answer({ whole }: { whole: Whole }) {
  const { placement, decline, redirect, advice, capability } = whole;
  return (
    <>
      {placement && <Facts title={t("referral.section.placement")} facts={placed(whole)} />}
      {whole.provisional_at !== null && placement === null && (
        <Facts title={t("referral.section.provisional")} facts={[[t("referral.since"), formatDateTime(whole.provisional_at)]]} />
      )}
      {decline && (
        <Facts
          title={t("referral.section.declined")}
          facts={[
            [t("referral.field.reason"), [optionName("code", decline.code), decline.text].filter(Boolean).join(": ")],
            [
              t("referral.section.alternative"),
              [
                optionName("kind", decline.alternative.kind),
                decline.alternative.org?.name,
                decline.alternative.specialty && specialtyName(decline.alternative.specialty),
                decline.alternative.text,
              ]
                .filter(Boolean)
                .join(" · "),
            ],
          ]}
        />
      )}
      {redirect && (
        <Facts
          title={t("referral.section.redirected")}
          facts={[
            [t("referral.to"), [redirect.org?.name, redirect.specialty && specialtyName(redirect.specialty), redirect.department?.name].filter(Boolean).join(" · ")],
            [t("referral.field.reason"), redirect.reason],
          ]}
        />
      )}
      {whole.refusal && <Facts title={t("referral.section.refused")} facts={[[t("referral.field.reason"), whole.refusal]]} />}
      {advice && <WrittenPaper title={t("referral.section.advice")} written={advice} />}
      {capability.length > 0 && (
        <Facts
          title={t("referral.section.capability")}
          facts={capability.map((each): Fact => [each.name, each.yes ? t("referral.option.yes.yes") : t("referral.capability_no", { instead: each.instead })])}
        />
      )}
      {whole.ward_questions.length > 0 && (
        <Facts title={t("referral.section.ward")} facts={whole.ward_questions.map((each): Fact => [`${each.department.name} · ${formatDateTime(each.asked_at)}`, asked(each)])} />
      )}
    </>
  );
}

function placed({ placement, agreed }: Whole): Fact[] {
  if (placement === null) return [];
  return [
    [t("referral.field.department_id"), placement.department?.name],
    [t("referral.field.place"), [optionName("place", placement.place), placement.label].filter(Boolean).join(" · ")],
    [t("referral.field.starts_at"), placement.starts_at && formatDateTime(placement.starts_at)],
    [t("referral.bed_until"), placement.bed_until && formatDateTime(placement.bed_until)],
    [t("referral.field.contact"), [placement.contact, placement.phone].filter(Boolean).join(" ")],
    [t("referral.field.prepare"), placement.prepare],
    [t("referral.section.agreed"), agreed && consentWords(agreed)],
  ];
}

function asked(each: WardQuestion) {
  const need = [optionName("need", each.need), ...each.equipment.map((one) => optionName("equipment", one))].join(", ");
  if (each.withdrawn) return t("referral.ward.withdrawn", { need });
  if (each.answer === "") return t("referral.ward.open", { need, time: formatDateTime(each.expires_at) });
  const said = [optionName("answer", each.answer), each.when, each.text].filter(Boolean).join(" · ");
  return (
    <>
      {need}: <strong>{said}</strong> <span class="meta">{[each.who, each.answered_at && formatDateTime(each.answered_at)].filter(Boolean).join(" · ")}</span>
    </>
  );
}
