import { formatDateTime, t } from "../../i18n";
import { check, clock, Icon, penLine } from "../../ui/icons";
import type { MdtView, Signature } from "../types";
import { partWords } from "../session/Members";

/** Who has signed the circulated outcome, who has not; dissent in its own words. The chair is last. */
export function Signatures({ view }: { view: MdtView }) {
  if (view.signatures.length === 0) return null;
  const order = [...view.signatures].sort((a, b) => Number(a.part === "chair") - Number(b.part === "chair"));
  return (
    <section class="mdt-part" aria-labelledby="mdt-signatures">
      <header class="mdt-part-head">
        <h2 id="mdt-signatures">{t("mdt.signatures")}</h2>
        {view.sign_by !== null && <span class="meta">{t("mdt.sign_by", { time: formatDateTime(view.sign_by) })}</span>}
      </header>
      <ul class="mdt-signatures">
        {order.map((each) => (
          <li key={each.person.id}>
            <p>
              <strong>{each.person.name}</strong> <span class="meta">{partWords({ ...each, required: false })}</span>
            </p>
            <span class={`mdt-signed mdt-signed-${each.value}`}>
              <Icon of={shapeOf(each)} size={14} />
              {t(`mdt.signed.${each.value}`)}
              {each.signed_at !== null && <span class="meta">{formatDateTime(each.signed_at)}</span>}
            </span>
            {each.text !== "" && (
              <blockquote class="mdt-verbatim" dir="auto">
                {each.text}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const shapeOf = ({ value }: Signature) => (value === "asked" || value === "unsigned" ? clock : value === "agree" ? check : penLine);
