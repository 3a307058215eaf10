import type { Link, Transfer } from "../../api";
import { now } from "../../api";
import { formatNumber, formatSpan, t } from "../../i18n";
import { arrowUp, Icon, unplug } from "../icons";
import "./status.css";

export interface LinkMeterProps {
  link: Link;
  offlineSince: number | null;
  transfer: Transfer | null;
}

/** The line to the server in words; silent while there is nothing to say. */
export function LinkMeter({ link, offlineSince, transfer }: LinkMeterProps) {
  if (offlineSince !== null) {
    return (
      <span class="link-meter link-lost">
        <Icon of={unplug} size={16} />
        {t("common.link.offline", { span: formatSpan(now.value - offlineSince) })}
      </span>
    );
  }
  return (
    <>
      {transfer && (
        <span class="link-meter">
          <Icon of={arrowUp} size={16} />
          {t("common.link.transfer", {
            speed: formatNumber((transfer.bytesPerSecond * 8) / 1e6, { maximumFractionDigits: 1 }),
            label: transfer.label,
          })}
          {transfer.secondsLeft !== null && ` ${formatSpan(transfer.secondsLeft * 1000)}`}
        </span>
      )}
      <SocketWord state={link.socket} />
    </>
  );
}

function SocketWord({ state }: { state: Link["socket"] }) {
  if (state === "idle") return null;
  if (state === "open") {
    return (
      <span class="link-meter link-live">
        <span class="link-dot" />
        {t("common.link.live")}
      </span>
    );
  }
  return (
    <span class="link-meter link-lost">
      <span class="link-dot" />
      {state === "connecting" ? t("common.link.connecting") : t("common.link.lost")}
    </span>
  );
}
