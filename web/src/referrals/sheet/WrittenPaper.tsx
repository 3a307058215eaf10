import { SECTIONS } from "../../cases/detail";
import { formatDateTime, t } from "../../i18n";
import type { Written } from "../types";
import { Facts, type Fact } from "./Facts";

/** What a doctor of the other side signed: advice instead of a bed, or what became of the patient. */
export function WrittenPaper({ title, written }: { title: string; written: Written }) {
  const { content, signer } = written;
  return (
    <Facts title={title} facts={SECTIONS.map((name): Fact => [t(`opinion.section.${name}`), content[name]])}>
      <p class="meta">{[signer.name, signer.title, signer.org_name, written.signed_at && t("referral.signed_at", { time: formatDateTime(written.signed_at) })].filter(Boolean).join(" · ")}</p>
    </Facts>
  );
}
