import { t } from "../../../i18n";
import { DemoMark, PatientLine } from "../../../ui";
import { chevronLeft, Icon } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import { MaterialChips } from "../film/MaterialChips";
import { patientName } from "../../detail/facts";
import { allergy } from "./allergy";
import { DueClock, waits } from "./clocks";

/** 92 high: name and clock, where from and why, what there is to see. */
export function PhoneHead({ onRequest }: { onRequest: () => void }) {
  const { detail, request, go } = useCasePage();
  const toRequest = () => {
    go({ segment: "request" });
    onRequest();
  };
  return (
    <header class="phone-head">
      <h1 class="visually-hidden">{patientName(detail)}</h1>
      <div class="phone-head-name">
        <a class="icon-button" href="/" aria-label={t("case.back")}>
          <Icon of={chevronLeft} />
        </a>
        <PatientLine
          name={patientName(detail)}
          sex={detail.patient.sex}
          age={detail.patient.age}
          urgency={request?.urgency ?? "routine"}
        />
        {request && waits(request) && <DueClock request={request} />}
      </div>
      <p class="phone-head-about">
        {detail.demo && (
          <>
            <DemoMark />{" "}
          </>
        )}
        {[detail.owner_org.name, detail.form.data.chief_complaint].filter(Boolean).join(" · ")}
        <Allergy />
      </p>
      <MaterialChips onRequest={toRequest} />
    </header>
  );
}

function Allergy() {
  const { detail } = useCasePage();
  const { alert, calm } = allergy(detail);
  if (alert !== null) return <strong class="patient-alert"> · {alert}</strong>;
  return calm === null ? null : <span> · {calm}</span>;
}
