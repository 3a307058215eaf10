import { useState } from "preact/hooks";
import { api, serverNow, useAttempt } from "../../api";
import { formatTime, t } from "../../i18n";
import { Button } from "../../ui";
import type { MyDuty, PresenceKind } from "./types";

const HOUR = 3_600_000;
/** Hours one says one cannot be reached for. */
const SPANS: Readonly<Record<"busy" | "away", readonly number[]>> = { busy: [0.5, 1, 2, 4], away: [2, 8, 12, 24] };

/** Whether the next call comes to me: busy and away always have an end. */
export function Presence({ duty, onDone }: { duty: MyDuty; onDone: () => void }) {
  const [asking, setAsking] = useState<"busy" | "away" | null>(null);
  const { failure, attempt } = useAttempt();
  const say = async (presence: PresenceKind, hours: number) => {
    const until = presence === "available" ? null : new Date(serverNow() + hours * HOUR).toISOString();
    if (!(await attempt(() => api.put("/duty/me/availability", { presence, until })))) return;
    setAsking(null);
    onDone();
  };
  const gone = duty.presence !== "available";
  return (
    <section class="on-duty-presence" aria-label={t("duty.presence")}>
      <p role="status">
        {gone ? (
          <strong>
            {t(`duty.presence.${duty.presence}`)} {duty.presence_until && t("duty.until", { when: formatTime(duty.presence_until) })}
          </strong>
        ) : (
          t(`duty.presence.${asking ?? "available"}`)
        )}
      </p>
      {asking === null && (
        <span class="duty-row">
          {gone ? (
            <Button onClick={() => void say("available", 0)}>{t("duty.available_now")}</Button>
          ) : (
            <>
              <Button onClick={() => setAsking("busy")}>{t("duty.presence.busy")}</Button>
              <Button onClick={() => setAsking("away")}>{t("duty.presence.away")}</Button>
            </>
          )}
        </span>
      )}
      {asking !== null && (
        <span class="duty-row">
          {SPANS[asking].map((hours) => (
            <Button key={hours} onClick={() => void say(asking, hours)}>
              {hours < 1 ? t("duty.minutes", { n: hours * 60 }) : t("duty.hours", { n: hours })}
            </Button>
          ))}
          <Button kind="text" onClick={() => setAsking(null)}>
            {t("common.cancel")}
          </Button>
        </span>
      )}
      {failure !== null && (
        <p class="today-failure" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
