import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import "./forms.css";

export interface Missing {
  text: string;
  /** Id of the control to jump to. */
  field?: string;
}

export interface SendBarProps {
  /** Without these nothing can be sent; red words, each jumps to its field. */
  missing?: readonly Missing[];
  /** May follow later; grey. */
  later?: readonly string[];
  /** Predicted answer, times to send. */
  note?: ComponentChildren;
  /** A SaveChip. */
  saved?: ComponentChildren;
  /** The page's one filled button. */
  children: ComponentChildren;
}

/** Always in sight at the foot of a form. */
export function SendBar({ missing = [], later = [], note, saved, children }: SendBarProps) {
  return (
    <div class="send-bar" role="region" aria-label={t("common.send_bar.label")}>
      <div class="send-bar-state">
        {missing.length > 0 && (
          <p class="send-bar-missing">
            {t("common.send_bar.missing")}
            {missing.map((each) => (
              <button key={each.text} type="button" onClick={() => jump(each.field)}>
                {each.text}
              </button>
            ))}
          </p>
        )}
        {later.length > 0 && <p class="send-bar-later">{t("common.send_bar.later", { items: later.join(" · ") })}</p>}
        {note && <p class="send-bar-later">{note}</p>}
      </div>
      {saved}
      <div class="send-bar-actions">{children}</div>
    </div>
  );
}

function jump(field: string | undefined): void {
  const target = field === undefined ? null : document.getElementById(field);
  target?.scrollIntoView({ block: "center" });
  target?.focus();
}
