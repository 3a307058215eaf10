import { serverNow } from "../../api";
import { t } from "../../i18n";
import { BedLine } from "../../referrals/beds/BedLine";
import { Qr } from "../../referrals/paper/Qr";
import type { BedRow } from "../../referrals/types";
import { Sample } from "./Sample";
import "../../referrals/referrals.css";

const HOUR = 3_600_000;

const row = (name: string, change: Partial<BedRow>): BedRow => ({
  org: { id: "o", name: "聊城市人民医院" },
  department: { id: name, name, specialty: "cardiology" },
  free_beds: 3,
  free_icu: 1,
  free_isolation: null,
  next_clinic_at: null,
  note: "",
  updated_at: new Date(serverNow()).toISOString(),
  updated_by: "李护士长",
  via: "link",
  stale: false,
  held: 1,
  coming: 0,
  version: 1,
  may_update: true,
  ...change,
});

/** Beds with their freshness, and the code of a slip. */
export function ReferralSamples() {
  return (
    <>
      <h2>{t("shell.place.referrals")}</h2>
      <Sample name="BedLine">
        <ul>
          <BedLine row={row("心内科", {})} onStep={() => undefined} onOpen={() => undefined} />
          <BedLine row={row("神经外科", { free_beds: 0, stale: true, via: "login", updated_at: new Date(serverNow() - 14 * HOUR).toISOString() })} />
          <BedLine row={row("骨科", { free_beds: null, free_icu: null, held: 0, updated_at: null, updated_by: "", via: "", version: 0 })} />
        </ul>
      </Sample>
      <Sample name="Qr">
        <div class="style-code">
          <Qr text="https://huizhen.example/referrals/arrive#0123456789abcdef" label={t("referral.paper.scan")} />
        </div>
      </Sample>
    </>
  );
}
