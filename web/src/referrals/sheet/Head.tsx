import { lazyPaper } from "../paper/lazyPaper";
import { now } from "../../api";
import { formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Clock, PersonChip, sexAge, UrgencyMark } from "../../ui";
import { printer } from "../../ui/icons";
import { optionName } from "../forms/Fields";
import type { Whole } from "../types";
import { ANSWERING, kindName, nameOf, stateName } from "../words";
import { identifierWords } from "../facts";
import { Said } from "./Said";

/** Who, from where to where, where it stands and how long is left. */
export function Head({ whole }: { whole: Whole }) {
  const clock = clockOf(whole);
  return (
    <header class="referral-head">
      <div class="referral-who">
        <UrgencyMark urgency={whole.urgency} size={24} />
        <div>
          <h1>
            {nameOf(whole)} <span class="referral-age">{sexAge(whole.patient.sex, whole.patient.age)}</span>
          </h1>
          <p class="meta">{[...identifierWords(whole), whole.patient.phone].filter(Boolean).join(" · ")}</p>
        </div>
        {clock && <Clock {...clock} size="banner" />}
      </div>
      <p class="referral-state">
        <strong>{stateName(whole.state)}</strong>
        {whole.acknowledged_at !== null && <span>{t("referral.read_at", { time: formatDateTime(whole.acknowledged_at) })}</span>}
        <span>
          {kindName(whole.kind)} {whole.number} · {optionName("urgency", whole.urgency)}
        </span>
        {whole.overdue && <span class="referral-late">{t("referral.overdue")}</span>}
      </p>
      {whole.bounced_of !== null && (
        <p class="referral-bounced">
          {t("referral.bounced_about", { time: whole.bounced_of.arrived_at ? formatDateTime(whole.bounced_of.arrived_at) : "" })}{" "}
          <a href={`/referrals/${whole.bounced_of.id}`}>{whole.bounced_of.number}</a>
        </p>
      )}
      <Said whole={whole} />
      <div class="referral-ways">
        <Way label={t("referral.from")} name={whole.from_org?.name ?? ""} phone={whole.from_org?.phone} about={whole.asking_department?.name} />
        <Way
          label={t("referral.to")}
          name={whole.to_org?.name ?? t("referral.nowhere")}
          phone={whole.to_org?.phone}
          about={[whole.department?.name, whole.specialty && specialtyName(whole.specialty)].filter(Boolean).join(" · ")}
        />
        <div>
          <p class="meta">{t("referral.by")}</p>
          <PersonChip name={whole.created_by.name} phone={whole.created_by.phone} from={whole.submitted_at ? formatDateTime(whole.submitted_at) : t("referral.not_sent")} />
        </div>
      </div>
      <div class="referral-tools">
        <Button size="small" href={`/cases/${whole.case_id}`}>
          {t("referral.open_case", { number: whole.case_number })}
        </Button>
        {whole.allowed.some((action) => WRITES.has(action)) && (
          <Button size="small" href={`/referrals/new?edit=${whole.id}`}>
            {t("referral.edit")}
          </Button>
        )}
        {whole.submitted_at !== null && (
          <Button size="small" icon={printer} onClick={() => void lazyPaper(whole, "slip")}>
            {t("referral.print_slip")}
          </Button>
        )}
        {whole.placement !== null && (
          <Button size="small" icon={printer} onClick={() => void lazyPaper(whole, "receipt")}>
            {t("referral.print_receipt")}
          </Button>
        )}
      </div>
    </header>
  );
}

function Way({ label, name, phone, about }: { label: string; name: string; phone?: string | null; about?: string | null }) {
  return (
    <div>
      <p class="meta">{label}</p>
      <p>
        <strong>{name}</strong>
        {about && <span> {about}</span>}
      </p>
      {phone && <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a>}
    </div>
  );
}

/** The form may still be changed by whoever may send it. */
const WRITES: ReadonlySet<string> = new Set(["submit", "resubmit"]);
const COMING = new Set(["departed", "no_show"]);
const ARRIVED = new Set(["arrived", "records_uploaded"]);

/** The one limit that runs now. */
function clockOf(whole: Whole) {
  if (ANSWERING.has(whole.state) && whole.due_at !== null) return { label: t("referral.clock.answer"), due: whole.due_at, begin: whole.submitted_at };
  if (COMING.has(whole.state) && whole.eta !== null) return { label: t("referral.clock.eta"), due: whole.eta, begin: whole.departed_at };
  if (whole.state === "discharged" && whole.feedback_due_at !== null) return { label: t("referral.clock.feedback"), due: whole.feedback_due_at, begin: whole.discharged_at };
  if (whole.kind === "referral_down" && whole.direction === "received" && ARRIVED.has(whole.state) && whole.arrived_at !== null) {
    const due = new Date(Date.parse(whole.arrived_at) + (whole.limits.first_visit_s ?? 0) * 1000);
    return { label: t("referral.clock.first_visit"), due: due.toISOString(), begin: whole.arrived_at };
  }
  if (whole.state === "arrived" && whole.records_due_at !== null && whole.records_at === null) {
    return { label: t("referral.clock.records"), due: whole.records_due_at, begin: whole.arrived_at };
  }
  const bed = whole.bed_until;
  if (["accepted", "scheduled", "agreed"].includes(whole.state) && bed && Date.parse(bed) > now.value) return { label: t("referral.clock.bed"), due: bed, begin: null };
  return null;
}
