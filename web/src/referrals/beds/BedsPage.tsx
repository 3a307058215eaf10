import { t } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { BedBoard } from "./BedBoard";
import "../../admin/frame/admin.css";
import "../../worklists/today.css";
import "../referrals.css";

/** What is free at one's own hospital and its partners. */
export default function BedsPage() {
  useTitle(t("shell.place.beds"));
  return (
    <div class="beds-page">
      <h1>{t("referral.bed.title")}</h1>
      <p class="meta">{t("referral.bed.about")}</p>
      <BedBoard org={null} />
    </div>
  );
}
