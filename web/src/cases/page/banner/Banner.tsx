import { t } from "../../../i18n";
import { DemoMark, PatientLine } from "../../../ui";
import { useCasePage } from "../state/context";
import { maskedNumber, patientName, weight } from "../../detail/facts";
import { allergy } from "./allergy";
import { Clocks } from "./clocks";
import { NextButton } from "./NextButton";

/** Who, whose turn, how long, what to press. */
export function Banner() {
  const { detail, request } = useCasePage();
  const { alert, calm } = allergy(detail);
  const waiting = request?.state === "submitted" || request?.state === "offered";
  return (
    <header class="banner">
      <PatientLine
        size="banner"
        name={patientName(detail)}
        sex={detail.patient.sex}
        age={detail.patient.age}
        urgency={request?.urgency ?? "routine"}
        breathing={waiting && request.urgency === "emergency"}
        facts={[weight(detail), maskedNumber(detail), detail.owner_org.name, request?.department?.name]}
        alert={alert}
        more={[calm, ...vitals(detail), detail.training ? t("case.training") : null]}
      >
        {detail.demo && <DemoMark />}
      </PatientLine>
      <Clocks detail={detail} request={request} />
      <NextButton />
    </header>
  );
}

function vitals(detail: ReturnType<typeof useCasePage>["detail"]): string[] {
  const { systolic, diastolic, spo2, pulse } = detail.form.data.vitals ?? {};
  return [
    ...(systolic === undefined ? [] : [t("case.vital_short.bp", { value: `${systolic}/${diastolic ?? "–"}` })]),
    ...(pulse === undefined ? [] : [t("case.vital_short.pulse", { value: String(pulse) })]),
    ...(spo2 === undefined ? [] : [t("case.vital_short.spo2", { value: String(spo2) })]),
  ];
}
