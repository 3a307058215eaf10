import { useEffect, useState } from "preact/hooks";
import { api, session, useAttempt, useResource } from "../../../api";
import { formatDateTime, t, tError } from "../../../i18n";
import { Button, Check, Field, Select, Skeleton, wordOf, type Urgency } from "../../../ui";
import { managesNetwork } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import type { Hospital, List } from "../../types";
import { FigureNumbers, type FigureNumbersData } from "./FigureNumbers";
import { ReferralNumbers, type ReferralNumbersData } from "./ReferralNumbers";
import "./limits.css";

type Stages = Record<string, number>;
type Data = Record<Urgency, Stages> & Record<(typeof NUMBERS)[number], number> & { follow_up_days: number[]; release: string[]; fee: boolean; referral: ReferralNumbersData; figures: FigureNumbersData };

interface Limits {
  in_force: Data;
  versions: { version: number; data: Partial<Data>; reason: string; by: string; at: string }[];
}

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];
const STAGES = ["allocate_s", "accept_s", "arrive_s", "opinion_s", "adopt_s", "refer_s"] as const;
const NUMBERS = ["info_days", "close_days", "remind_minutes", "mdt_screen_hours", "mdt_lock_hours", "mdt_grace_minutes", "mdt_circulate_hours", "mdt_sign_hours", "mdt_silent_hours", "protocol_mb"] as const;
const RELEASES = ["head", "affairs"] as const;

/** The numbers of consultation, meeting and referral: of the network, and of a hospital where it differs; each change with its reason. */
export default function LimitsPage() {
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const own = new Set((session.value?.roles ?? []).filter((each) => each.role === "hospital_admin").map((each) => each.org_id));
  const places = (hospitals.data?.items ?? []).filter((each) => managesNetwork() || own.has(each.id));
  const [scope, setScope] = useState("");
  const shown = scope || (managesNetwork() ? "network" : (places[0]?.id ?? ""));
  return (
    <AdminFrame section="limits">
      <div class="limits">
        <Select
          label={t("limits.scope")}
          value={shown}
          onChange={setScope}
          options={[...(managesNetwork() ? [{ value: "network", text: t("limits.network") }] : []), ...places.map((each) => ({ value: each.id, text: each.name }))]}
        />
        {shown && <Numbers key={shown} scope={shown} />}
      </div>
    </AdminFrame>
  );
}

function Numbers({ scope }: { scope: string }) {
  const found = useResource<Limits>(`/limits/${scope}`);
  const [data, setData] = useState<Data | null>(null);
  const [days, setDays] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { busy, failure, attempt } = useAttempt();
  useEffect(() => {
    setData(found.data?.in_force ?? null);
    setDays(null);
  }, [found.data]);
  if (found.error !== undefined) return <p class="limits-failure">{tError(found.error)}</p>;
  if (found.data === undefined || data === null) return <Skeleton rows={6} />;
  const before = found.data.in_force;
  const changed = JSON.stringify(data) !== JSON.stringify(before);
  const version = found.data.versions[0]?.version ?? 0;
  const save = () =>
    attempt(async () => {
      const kept = found.data?.versions[0]?.data ?? {};
      await api.put(`/limits/${scope}`, { data: differing(before, data, kept), reason: reason.trim() }, { ifMatch: version });
      setReason("");
      found.reload();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && reason.trim() !== "") void save();
      }}
    >
      <table class="limits-table">
        <thead>
          <tr>
            <th scope="col">{t("limits.minutes")}</th>
            {STAGES.map((stage) => (
              <th key={stage} scope="col">
                {t(`limits.stage.${stage}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {URGENCIES.map((urgency) => (
            <tr key={urgency}>
              <th scope="row">{wordOf(urgency)}</th>
              {STAGES.map((stage) => (
                <td key={stage}>
                  <span class="limits-stage" aria-hidden="true">
                    {t(`limits.stage.${stage}`)}
                  </span>
                  <input
                    type="number"
                    min="1"
                    aria-label={`${wordOf(urgency)} · ${t(`limits.stage.${stage}`)}`}
                    value={String(Math.round(((data[urgency][stage] ?? 0) / 60) * 10) / 10)}
                    onInput={(event) => setData({ ...data, [urgency]: { ...data[urgency], [stage]: Math.round(Number(event.currentTarget.value) * 60) } })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="limits-row">
        {NUMBERS.map((name) => (
          <Field key={name} type="number" label={t(`limits.${name}`)} value={String(data[name])} onInput={(text) => setData({ ...data, [name]: Number(text) })} />
        ))}
        <Field
          label={t("limits.follow_up_days")}
          value={days ?? data.follow_up_days.join(" ")}
          onInput={(text) => {
            setDays(text);
            setData({ ...data, follow_up_days: (text.match(/\d+/g) ?? []).map(Number) });
          }}
        />
      </div>
      <fieldset class="limits-checks">
        <legend class="field-label">{t("limits.release")}</legend>
        {RELEASES.map((each) => (
          <Check key={each} checked={data.release.includes(each)} onChange={(on) => setData({ ...data, release: RELEASES.filter((one) => (one === each ? on : data.release.includes(one))) })}>
            {t(`limits.release_by.${each}`)}
          </Check>
        ))}
        <Check checked={data.fee} onChange={(fee) => setData({ ...data, fee })}>
          {t("limits.fee")}
        </Check>
      </fieldset>
      <ReferralNumbers data={data.referral} onChange={(referral) => setData({ ...data, referral })} />
      {scope === "network" && <FigureNumbers data={data.figures} onChange={(figures) => setData({ ...data, figures })} />}
      <div class="limits-reason">
        <Field label={t("limits.reason")} value={reason} onInput={setReason} rows={2} maxLength={1000} required error={failure} />
      </div>
      <Button type="submit" kind="filled" disabled={!changed || reason.trim() === ""} busy={busy !== null}>
        {t("limits.save")}
      </Button>
      <ol class="limits-versions" reversed>
        {found.data.versions.map((each) => (
          <li key={each.version}>
            <span class="meta">{[formatDateTime(each.at), each.by].join(" · ")}</span> {each.reason}
          </li>
        ))}
      </ol>
    </form>
  );
}

/** What this scope says by itself: its last version with whatever was changed now. */
function differing(before: Data, after: Data, kept: Partial<Data>): Partial<Data> {
  const said: Record<string, unknown> = { ...kept };
  for (const name of Object.keys(after) as (keyof Data)[]) {
    if (JSON.stringify(after[name]) !== JSON.stringify(before[name])) said[name] = after[name];
  }
  return said as Partial<Data>;
}
