import { formatDateTime, t } from "../../i18n";
import { check, clock, Icon, x } from "../../ui/icons";
import type { MdtView } from "../types";

/** What became of each task, once they were given out. */
export function ActionStates({ view }: { view: MdtView }) {
  const given = view.actions.filter((each) => each.seq !== null);
  if (given.length === 0) return null;
  return (
    <section class="mdt-part" aria-labelledby="mdt-tasks">
      <h2 id="mdt-tasks">{t("mdt.outcome.actions")}</h2>
      <ul class="mdt-signatures">
        {given.map((each) => (
          <li key={each.no}>
            <p>
              <strong>{each.text}</strong>{" "}
              <span class="meta">
                {[each.owner?.name ?? "", each.due_at === null ? "" : t("mdt.action.by", { time: formatDateTime(each.due_at) })].filter(Boolean).join(" · ")}
              </span>
            </p>
            <span class={`mdt-signed mdt-signed-${LOOKS[each.state] ?? "asked"}`}>
              <Icon of={each.state === "done" ? check : each.state === "declined" ? x : clock} size={14} />
              {t(`room.card.${each.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LOOKS: Readonly<Record<string, string>> = { done: "agree", declined: "dissent" };
