import { formatDateTime, t } from "../../../i18n";
import type { CaseDetail, Transition } from "../../detail";
import { specialtyName } from "../../detail/facts";

/** An older recording belongs to the history, not to this course of events. */
const DAY = 24 * 3_600_000;

export interface Step {
  key: string;
  at: string;
  /** Action code of the request's table, or a moment of the case itself. */
  action: string;
  who: string | null;
  org: string | null;
  reason: string;
  /** What the step was about: a person, a time, what is missing. */
  about: string;
  /** Since the step before, ms; null for the first. */
  gap: number | null;
}

function aboutOf(detail: CaseDetail, { details }: Transition): string {
  const name = (id: string | undefined) => (id === undefined ? "" : (detail.people[id]?.name ?? ""));
  const time = details.promised_at ?? details.starts_at;
  return [
    name(details.person),
    details.from === undefined ? "" : t("steps.from_person", { who: name(details.from) }),
    details.next === undefined ? "" : t("steps.next_person", { who: name(details.next) }),
    ...(details.missing ?? []).map((code) => t(`steps.missing.${code}`)),
    time === undefined ? "" : formatDateTime(time),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Onset, the case, its recordings and every move of its requests, in the order of the clock. */
export function stepsOf(detail: CaseDetail): Step[] {
  const step = (key: string, at: string, action: string, who: string | null, more: Partial<Step> = {}): Step => ({
    key,
    at,
    action,
    who,
    org: null,
    reason: "",
    about: "",
    gap: null,
    ...more,
  });
  const onset = detail.form.data.onset_at;
  const [first] = detail.requests;
  const steps = [
    ...(onset ? [step("onset", onset, "onset", null)] : []),
    step("opened", detail.created_at, "opened", first?.created_by.name ?? null, { org: detail.owner_org.name }),
    ...detail.materials.flatMap((each) => {
      const recorded = each.ecg?.acquired_at;
      return recorded && each.removed === null && Math.abs(Date.parse(recorded) - Date.parse(detail.created_at)) < DAY ? [step(each.id, recorded, "recorded", null)] : [];
    }),
    ...detail.requests.flatMap((request) =>
      request.transitions.map((each) =>
        step(`${request.id}-${each.no}`, each.at, each.action, each.by.name || t("steps.by_clock"), {
          org: each.by.org_name ?? null,
          reason: each.reason,
          about: [detail.requests.length > 1 ? specialtyName(request.specialty) : "", aboutOf(detail, each)].filter(Boolean).join(" · "),
        }),
      ),
    ),
  ];
  const sorted = steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return sorted.map((each, index) => {
    const before = sorted[index - 1];
    return { ...each, gap: before === undefined ? null : Date.parse(each.at) - Date.parse(before.at) };
  });
}
