import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { plural, t } from "../../../i18n";
import { Button, Check } from "../../../ui";
import { managesNetwork } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ownZone, thisMinute } from "../../forms/today";
import { ListState } from "../../frame/ListState";
import type { Hospital, List, Partnership, Vocabulary } from "../../types";
import { SOON } from "../../staff/people/licenceView";
import { useAddress } from "../../useAddress";
import { AgreementSheet } from "./AgreementSheet";
import { endsIn, matrixOf, standing } from "./matrix";
import { MatrixTable } from "./MatrixTable";

const FEW = 8;

/** Agreements as a matrix; made and ended by the network's administrator, read by a hospital's own. */
export default function PartnershipsPage() {
  const { query, to, replace, opens, open, close } = useAddress();
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const list = useResource<List<Partnership>>("/partnerships");
  const vocabulary = useResource<Vocabulary>("/vocabulary").data;
  const [wish, setAll] = useState<boolean | null>(null);
  const [ended, setEnded] = useState(false);

  const places = hospitals.data?.items ?? [];
  const agreements = list.data?.items;
  const all = managesNetwork() && (wish ?? places.length <= FEW);
  const zones = new Map(places.map((each) => [each.id, each.time_zone]));
  const zoneOf = (org: string) => zones.get(org) ?? ownZone();
  const ready = hospitals.data && agreements;
  const matrix = ready && matrixOf(places, agreements, { all, ended, now: thisMinute.value });
  const active = agreements?.filter((each) => standing(each, thisMinute.value) === "active").length;
  const ending = (agreements ?? []).filter((each) => endsIn(each, zoneOf(each.requester_org), thisMinute.value) !== null).length;
  const pair = query.from && query.to ? { from: query.from, to: query.to } : null;
  return (
    <AdminFrame
      section="partnerships"
      action={
        managesNetwork() && (
          <Button kind="filled" onClick={() => open({ new: "partnership" })}>
            {t("admin.partnership.add")}
          </Button>
        )
      }
    >
      <div class="admin-tools">
        {managesNetwork() && (
          <span class="matrix-wide">
            <Check checked={all} onChange={setAll}>
              {t("admin.partnership.show_all")}
            </Check>
          </span>
        )}
        <Check checked={ended} onChange={setEnded}>
          {t("admin.partnership.show_ended")}
        </Check>
        <p class="meta" role="status">
          {active !== undefined && plural("admin.partnership.count", active)}
          {ending > 0 && <span class="agreement-warning"> · {plural("admin.partnership.ending", ending, { days: SOON })}</span>}
        </p>
      </div>
      <ListState
        count={matrix?.rows.length}
        error={list.error ?? hospitals.error}
        empty={managesNetwork() ? t("admin.partnerships_empty") : t("admin.partnerships_none")}
        onRetry={() => {
          list.reload();
          hospitals.reload();
        }}
        height={64}
      />
      {matrix && matrix.rows.length > 0 && (
        <MatrixTable
          matrix={matrix}
          zoneOf={zoneOf}
          hrefOf={(from, provider) => to({ from: from.id, to: provider.id, new: null })}
          mayMake={managesNetwork()}
          onOpen={opens}
        />
      )}
      {vocabulary && ready && (pair || (query.new === "partnership" && managesNetwork())) && (
        <AgreementSheet
          key={pair ? `${pair.from} ${pair.to}` : "new"}
          from={pair?.from ?? ""}
          to={pair?.to ?? ""}
          hospitals={places}
          agreements={agreements.filter((each) => each.requester_org === pair?.from && each.provider_org === pair.to)}
          vocabulary={vocabulary}
          zoneOf={zoneOf}
          onClose={() => close({ from: null, to: null, new: null })}
          onChanged={(from, provider) => {
            list.reload();
            if (pair === null) replace({ from, to: provider, new: null });
          }}
        />
      )}
    </AdminFrame>
  );
}
