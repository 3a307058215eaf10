import { useEffect, useState } from "preact/hooks";
import { useResource } from "../../api";
import { formatSpan, t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Field, Select, Sheet, Skeleton } from "../../ui";
import { instantOf, wallOf } from "../times";
import type { Rehearsal, Week } from "../types";

/** A minute of the ladder passes in this many milliseconds. */
const MINUTE_TAKES = 800;
const TICK = 50;

interface RehearsalSheetProps {
  week: Week;
  specialty: string;
  at: number;
  onClose: () => void;
}

/** Who would ring, and when: the ladder played without a sound. */
export function RehearsalSheet({ week, specialty: asked, at, onClose }: RehearsalSheetProps) {
  const zone = week.time_zone;
  const [specialty, setSpecialty] = useState(asked);
  const [wall, setWall] = useState(wallOf(at, zone));
  const moment = instantOf(wall, zone);
  const query = new URLSearchParams({ org: week.org_id, specialty, at: moment ?? "" });
  const found = useResource<Rehearsal>(moment === null ? null : `/duty/rehearsal?${query.toString()}`);
  const ends = found.data?.plan.ends_after_s ?? 0;
  const { elapsed, play } = usePlayed(ends, `${specialty} ${wall}`);
  return (
    <Sheet open title={t("duty.who_rings")} onClose={onClose}>
      <div class="duty-form">
        <div class="duty-fields">
          <Select
            label={t("duty.specialty")}
            value={specialty}
            options={week.rosters.map((each) => ({ value: each.specialty, text: specialtyName(each.specialty) }))}
            onChange={setSpecialty}
          />
          <Field type="datetime-local" label={t("duty.at")} value={wall} onInput={setWall} hint={week.org_name} />
        </div>
        {found.error !== undefined && <p role="alert">{tError(found.error)}</p>}
        {found.data === undefined && found.error === undefined && moment !== null && <Skeleton rows={4} />}
        {found.data && <Ladder found={found.data} elapsed={elapsed} />}
        {found.data && found.data.plan.steps.length > 0 && (
          <div class="duty-row">
            <Button onClick={play}>{t("duty.play")}</Button>
            {elapsed !== null && <span class="rehearsal-clock">{formatSpan(elapsed * 1000)}</span>}
            <span class="meta">{t("duty.silent")}</span>
          </div>
        )}
      </div>
    </Sheet>
  );
}

function Ladder({ found, elapsed }: { found: Rehearsal; elapsed: number | null }) {
  const { steps, passed_over: over, ends_after_s: ends } = found.plan;
  if (steps.length === 0) return <p class="on-duty-warn">{t("duty.rings_nobody")}</p>;
  const reached = steps.filter((step) => elapsed !== null && step.after_s <= elapsed);
  const current = reached[reached.length - 1]?.no;
  return (
    <>
      <ol class="rehearsal-steps">
        {steps.map((step) => (
          <li
            key={step.no}
            aria-current={step.no === current ? "step" : undefined}
            class={elapsed !== null && step.after_s > elapsed ? "rehearsal-later" : ""}
          >
            <span>{formatSpan(step.after_s * 1000)}</span>
            <span>
              <strong>{step.name || t(`duty.target.${step.target}`)}</strong>
              <br />
              <span class="meta">{t(`duty.target.${step.target}`)}</span>
            </span>
            <span class="duty-phone">{step.phone || t("duty.no_phone")}</span>
          </li>
        ))}
        <li class={elapsed !== null && elapsed < ends ? "rehearsal-later" : ""}>
          <span>{formatSpan(ends * 1000)}</span>
          <span>{t("duty.then_unanswered")}</span>
          <span />
        </li>
      </ol>
      {over.map((each) => (
        <p key={each.target + each.person_id} class="meta">
          {t("duty.passed_over", { who: each.name, line: t(`duty.target.${each.target}`), why: t(`duty.skip.${each.reason}`) })}
        </p>
      ))}
    </>
  );
}

/** Seconds of the ladder that have passed while it plays; null before. */
function usePlayed(ends: number, subject: string): { elapsed: number | null; play: () => void } {
  const [since, setSince] = useState<number | null>(null);
  const [elapsed, setElapsed] = useState<number | null>(null);
  useEffect(() => {
    setSince(null);
    setElapsed(null);
  }, [subject]);
  useEffect(() => {
    if (since === null) return undefined;
    const timer = window.setInterval(() => {
      const passed = Math.min(ends, Math.floor(((performance.now() - since) / MINUTE_TAKES) * 60));
      setElapsed(passed);
      if (passed >= ends) window.clearInterval(timer);
    }, TICK);
    return () => window.clearInterval(timer);
  }, [since, ends]);
  return { elapsed, play: () => setSince(performance.now()) };
}
