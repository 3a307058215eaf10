import { useState } from "preact/hooks";
import { dayText } from "../../admin/forms/today";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { plural, t } from "../../i18n";
import { Button, Select } from "../../ui";
import type { EndingTerm, Handover } from "./types";

/** Experts whose term ends, with what they still hold: one press gives it all to the successor. */
export function EndingTerms({ page, onDone }: { page: Handover; onDone: () => void }) {
  if (page.ending.length === 0) return null;
  return (
    <section>
      <h2>{t("duty.ending_terms")}</h2>
      <ul class="duty-list">
        {page.ending.map((term) => (
          <Ending key={term.person_id} term={term} page={page} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}

function Ending({ term, page, onDone }: { term: EndingTerm; page: Handover; onDone: () => void }) {
  const [to, setTo] = useState(term.successor_id ?? "");
  const deed = useDeed("ending", []);
  const give = async () => {
    const body = { org_id: page.org_id, person_id: term.person_id, to_id: to, reason: t("duty.term_reason") };
    if (await deed.run(() => api.post("/duty/terms/hand_over", body))) onDone();
  };
  const day = dayText(term.ends);
  return (
    <li>
      <p>
        <strong>{term.name}</strong>{" "}
        <span class={term.ended ? "handover-ended" : undefined}>{t(term.ended ? "duty.term_ended_on" : "duty.term_ends_on", { day })}</span>
        <br />
        <span class="meta">{plural("duty.open_cases", term.open_cases)}</span>
        <Failure text={deed.general} />
      </p>
      {term.open_cases > 0 && (
        <div class="duty-row handover-successor">
          <Select
            label={t("duty.successor")}
            value={to}
            empty={t("duty.choose_person")}
            options={page.receivers.filter((each) => each.id !== term.person_id).map((each) => ({ value: each.id, text: each.name }))}
            onChange={setTo}
          />
          <Button busy={deed.busy} disabled={to === ""} onClick={() => void give()}>
            {plural("duty.hand_over_n", term.open_cases)}
          </Button>
        </div>
      )}
    </li>
  );
}
