import { Ask } from "../admin/forms/Ask";
import { api, me, useAttempt } from "../api";
import { listed, t } from "../i18n";
import { specialtyName } from "../i18n/vocabulary";
import { Button } from "../ui";
import { stretchText } from "./times";
import type { Leave, Swap, SwapRow, Week } from "./types";

interface AskedProps {
  week: Week;
  onDone: () => void;
}

/** Exchanges that are open or fresh, and who is on leave. */
export function Asked({ week, onDone }: AskedProps) {
  const names = new Map(week.people.map((each) => [each.id, each.name]));
  return (
    <div>
      {week.swaps.length > 0 && (
        <section>
          <h2>{t("duty.swaps_title")}</h2>
          <ul class="duty-list">
            {week.swaps.map((row) => (
              <SwapItem key={row.swap.id} row={row} week={week} names={names} onDone={onDone} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("duty.leaves_title")}</h2>
        {week.leaves.length === 0 && <p class="meta">{t("duty.leaves_none")}</p>}
        <ul class="duty-list">
          {week.leaves.map((leave) => (
            <LeaveItem key={leave.id} leave={leave} week={week} name={names.get(leave.person_id) ?? ""} onDone={onDone} />
          ))}
        </ul>
      </section>
    </div>
  );
}

type Names = ReadonlyMap<string, string>;

function SwapItem({ row, week, names, onDone }: { row: SwapRow; week: Week; names: Names; onDone: () => void }) {
  const { busy, failure, attempt } = useAttempt();
  const { swap } = row;
  const act = async (work: () => Promise<unknown>) => {
    if (await attempt(work)) onDone();
  };
  const answer = (agree: boolean) => void act(() => api.post(`/duty/swaps/${swap.id}/answer`, { agree }));
  const mine = swap.proposed_by === me.value?.id || week.can_plan;
  return (
    <li>
      <p>
        {swapText(swap, names, week.time_zone)}
        <br />
        <span class="meta">{[specialtyName(row.specialty), stateText(swap, names)].join(" · ")}</span>
      </p>
      {failure !== null && (
        <p class="today-failure" role="alert">
          {failure}
        </p>
      )}
      {row.waits_for_me && (
        <span class="duty-row">
          <Button size="small" busy={busy !== null} onClick={() => answer(true)}>
            {t("duty.agree")}
          </Button>
          <Button size="small" kind="text" busy={busy !== null} onClick={() => answer(false)}>
            {t("duty.decline")}
          </Button>
        </span>
      )}
      {!row.waits_for_me && mine && swap.state === "proposed" && (
        <Button size="small" kind="text" busy={busy !== null} onClick={() => void act(() => api.delete(`/duty/swaps/${swap.id}`))}>
          {t("duty.withdraw")}
        </Button>
      )}
    </li>
  );
}

function swapText(swap: Swap, names: Names, zone: string): string {
  const given = t("duty.swap_gives", {
    from: names.get(swap.from_id) ?? "",
    to: names.get(swap.to_id) ?? "",
    what: stretchText(swap.starts_at, swap.ends_at, zone),
  });
  if (swap.back_starts_at === null || swap.back_ends_at === null) return given;
  return `${given} ${t("duty.swap_back", { what: stretchText(swap.back_starts_at, swap.back_ends_at, zone) })}`;
}

function stateText(swap: Swap, names: Names): string {
  if (swap.state !== "proposed") return t(`duty.swap_state.${swap.state}`);
  const open = [
    ...(swap.from_agreed_at === null ? [swap.from_id] : []),
    ...(swap.to_agreed_at === null ? [swap.to_id] : []),
  ];
  return t("duty.swap_waits", { who: listed(open.map((each) => names.get(each) ?? "")) });
}

function LeaveItem({ leave, week, name, onDone }: { leave: Leave; week: Week; name: string; onDone: () => void }) {
  const may = week.can_plan || leave.person_id === me.value?.id;
  return (
    <li>
      <p>
        <strong>{name}</strong> {leave.kind && t(`duty.leave.${leave.kind}`)}
        <br />
        <span class="meta">{[stretchText(leave.starts_at, leave.ends_at, week.time_zone), leave.note].filter(Boolean).join(" · ")}</span>
      </p>
      {may && <Ask deed={t("duty.end_leave")} about={t("duty.end_leave_about")} work={() => api.delete(`/duty/leaves/${leave.id}`)} onDone={onDone} />}
    </li>
  );
}
