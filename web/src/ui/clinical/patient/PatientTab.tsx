import { now } from "../../../api";
import { plural, t } from "../../../i18n";
import { Icon, x } from "../../icons";
import { clockState } from "../clock/clockState";
import { UrgencyMark, type Urgency } from "../case/UrgencyMark";
import "../clinical.css";

export interface PatientTabProps {
  href: string;
  urgency: Urgency;
  /** Short name: 示例, 马. */
  name: string;
  age?: number | string | null;
  unread?: number;
  /** Limit of the request that is due first. */
  due?: string | null;
  current: boolean;
  /** 1…9 for Alt+n. */
  shortcut?: number;
  onClose: () => void;
}

export function PatientTab(props: PatientTabProps) {
  const tone = props.due ? clockState({ due: props.due }, now.value).tone : "calm";
  const unread = props.unread ?? 0;
  return (
    <div class={`patient-tab${props.current ? " patient-tab-current" : ""}`}>
      <a
        class={`patient-tab-link clock-${tone}`}
        href={props.href}
        aria-current={props.current ? "page" : undefined}
        title={props.shortcut === undefined ? undefined : t("shell.tabs.shortcut", { key: `Alt+${props.shortcut}` })}
      >
        <UrgencyMark urgency={props.urgency} />
        <span class="patient-tab-name">
          {props.name}
          {props.age !== null && props.age !== undefined && ` · ${props.age}`}
        </span>
        {unread > 0 && (
          <span class="unread">
            <span aria-hidden="true">{unread}</span>
            <span class="visually-hidden">{plural("common.unread", unread)}</span>
          </span>
        )}
      </a>
      <button
        type="button"
        class="patient-tab-close"
        aria-label={t("shell.tabs.close", { name: props.name })}
        title={t("shell.tabs.close_hint")}
        onClick={props.onClose}
      >
        <Icon of={x} size={14} />
      </button>
    </div>
  );
}
