import { dayText } from "../../admin/forms/today";
import { rowsOf } from "../../cases/page/request/form/fields";
import { t } from "../../i18n";
import { ADMINISTRATIVE, diagnosisWords, dischargeDrugs, sheetWords, WRITTEN } from "../facts";
import { optionName } from "../forms/Fields";
import { needName } from "../needs";
import type { Whole } from "../types";
import { Facts, type Fact } from "./Facts";

/** What the sending side wrote, in the order of the paper form, and the case's own form below it. */
export function Paper({ whole }: { whole: Whole }) {
  const { sheet, kind } = whole;
  const written = WRITTEN[kind].map((name): Fact => [t(`referral.field.${name}`), name === "diagnosis" ? diagnosisWords(whole) : sheetWords(sheet, name)]);
  return (
    <>
      <Facts
        title={t(`referral.paper.${kind}`)}
        facts={[
          ...written,
          [t("referral.field.discharge_drugs"), lines(dischargeDrugs(sheet))],
          [t("referral.field.needs"), sheet.needs?.map(needName).join("; ")],
          [t("referral.field.tasks"), whole.tasks.length === 0 ? lines((sheet.tasks ?? []).map((each) => `${dayText(each.due_on)} ${optionName("kind", each.kind)}: ${each.text}`)) : null],
          ...ADMINISTRATIVE.map((name): Fact => [t(`referral.field.${name}`), sheetWords(sheet, name)]),
        ]}
      />
      <Facts title={t("referral.section.case_form")} facts={rowsOf(whole.form).map((row): Fact => [row.label, row.text])} />
    </>
  );
}

/** Each on a line of its own. */
const lines = (texts: readonly string[]) =>
  texts.length === 0 ? null : (
    <>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </>
  );
