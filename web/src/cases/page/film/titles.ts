import { formatBytes, formatDate, formatTime, t } from "../../../i18n";
import { now } from "../../../api";
import type { Material } from "../../detail";

const today = (at: string) => formatDate(at) === formatDate(now.peek());
const when = (at: string) => (today(at) ? formatTime(at) : formatDate(at));

/** "ECG 14:06": what it is, and when it was recorded. */
export function titleOf(material: Material): string {
  if (material.ecg) return `${t("case.material.ecg")} ${when(material.ecg.acquired_at ?? material.added_at)}`;
  if (material.study) return [material.study.modality || t("case.material.study"), material.study.description].filter(Boolean).join(" ");
  return material.label || material.attachment?.file_name || material.refusal?.file_name || t(`case.material.${material.kind}`);
}

/** The second line: what to know before opening it. */
export function aboutOf(material: Material): string {
  if (material.removed) return t(material.removed.moved_to_case ? "case.material.moved" : "case.material.withdrawn");
  if (material.identity === "mismatch") return t("case.material.other_patient");
  const { ecg, attachment, study, refusal } = material;
  if (ecg) return t("case.material.ecg_about", { n: ecg.leads.length, rate: String(Math.round(ecg.rate_num / ecg.rate_den)) });
  if (refusal) return t("case.material.refused");
  if (attachment) return attachment.why_unreadable ? t("case.material.unreadable") : `${typeWord(attachment.media_type)} ${formatBytes(attachment.size)}`;
  return study ? t("case.material.instances", { n: study.instances }) : "";
}

function typeWord(mediaType: string): string {
  if (mediaType === "application/pdf") return "PDF";
  return mediaType.startsWith("image/") ? t("case.material.picture") : t("case.material.file");
}

/** What somebody could have looked at. */
export function readable(materials: readonly Material[]): Material[] {
  return materials.filter((each) => each.removed === null && each.kind !== "refusal" && !each.attachment?.why_unreadable);
}
