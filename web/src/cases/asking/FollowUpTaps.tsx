import { useState } from "preact/hooks";
import { api, now } from "../../api";
import { formatSpan, t, tError } from "../../i18n";
import { Button } from "../../ui";
import "./asking.css";

export const OUTCOMES = ["recovered", "improved", "unchanged", "worse", "transferred", "died", "lost"] as const;

/** What a list knows of the askings of a request. */
export interface FollowUpBrief {
  day: number | null;
  due_at: string | null;
  outcome: string;
  outcome_day: number | null;
}

interface FollowUpTapsProps {
  requestId: string;
  follow: FollowUpBrief;
  adoption: string | null;
  onDone: () => void;
}

/** One asking, answered by one tap; the first also asks whether the order was written. */
export function FollowUpTaps({ requestId, follow, adoption, onDone }: FollowUpTapsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [ordered, setOrdered] = useState(adoption === "adopted" || adoption === "partly");
  const { day, due_at: due } = follow;
  if (day === null || due === null) return null;
  const tell = async (outcome: string) => {
    setBusy(outcome);
    setFailure(null);
    try {
      await api.post(`/requests/${requestId}/follow_up`, {
        day,
        outcome,
        ...(day === 1 ? { order_written: ordered } : {}),
        ...(adoption === null ? {} : { adopted: adoption }),
      });
      onDone();
    } catch (error) {
      setFailure(error);
      setBusy(null);
    }
  };
  const late = now.value - Date.parse(due);
  return (
    <div class="follow-taps" role="group" aria-label={t("asking.follow_up_day", { day })}>
      <span class="follow-day">
        {t("asking.follow_up_day", { day })}
        {late > 0 && <span class="meta"> · {t("asking.due_ago", { time: formatSpan(late) })}</span>}
      </span>
      {day === 1 && (
        <label class="check">
          <input type="checkbox" checked={ordered} onChange={(event) => setOrdered(event.currentTarget.checked)} />
          <span>{t("asking.order_written")}</span>
        </label>
      )}
      {OUTCOMES.map((outcome) => (
        <Button key={outcome} size="small" busy={busy === outcome} disabled={busy !== null && busy !== outcome} onClick={() => void tell(outcome)}>
          {t(`asking.outcome.${outcome}`)}
        </Button>
      ))}
      {failure !== null && <span class="follow-failure">{tError(failure)}</span>}
    </div>
  );
}
