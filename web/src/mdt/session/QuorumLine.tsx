import { now } from "../../api";
import { formatSpan, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { check, circleAlert, clock, Icon } from "../../ui/icons";
import type { Quorum } from "../types";
import { inGrace, wanting } from "./quorum";

/** Whether what is said here is an MDT conclusion, in words. */
export function QuorumLine({ quorum }: { quorum: Quorum }) {
  const lost = inGrace(quorum)[0];
  if (!quorum.met) {
    return (
      <p class="mdt-quorum mdt-quorum-wanting" role="status">
        <Icon of={circleAlert} size={16} />
        <span>
          {t("mdt.quorum_wanting", { who: wanting(quorum) })} <strong>{t("mdt.not_a_conclusion")}</strong>
        </span>
      </p>
    );
  }
  if (lost !== undefined && lost.until > now.value) {
    return (
      <p class="mdt-quorum mdt-quorum-grace">
        <Icon of={clock} size={16} />
        <span>{t("mdt.quorum_grace", { who: specialtyName(lost.specialty), span: formatSpan(lost.until - now.value) })}</span>
      </p>
    );
  }
  return (
    <p class="mdt-quorum mdt-quorum-met" role="status">
      <Icon of={check} size={16} />
      <span>{t("mdt.quorum_met")}</span>
    </p>
  );
}
