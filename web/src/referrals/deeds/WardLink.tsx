import { CopyButton } from "../../admin/forms/CopyButton";
import { formatDateTime, t } from "../../i18n";
import { Dialog } from "../../ui";
import { Qr } from "../paper/Qr";

export interface Link {
  path: string;
  expires_at: string;
}

/** The ward's link, shown this once: sent on by whatever the desk uses, or scanned from the screen. */
export function WardLink({ link, about, onClose }: { link: Link; about: string; onClose: () => void }) {
  const url = `${location.origin}${link.path}`;
  return (
    <Dialog open title={t("referral.link.title")} onClose={onClose}>
      <div class="ward-link">
        <Qr text={url} label={t("referral.link.code")} />
        <div>
          <p>{about}</p>
          <p class="ward-link-url">{url}</p>
          <CopyButton text={url} />
          <p class="meta">{t("referral.link.until", { time: formatDateTime(link.expires_at) })}</p>
        </div>
      </div>
    </Dialog>
  );
}
