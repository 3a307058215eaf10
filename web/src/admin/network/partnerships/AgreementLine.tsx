import { useState } from "preact/hooks";
import { api, serverNow } from "../../../api";
import { t } from "../../../i18n";
import { serviceName } from "../../../i18n/vocabulary";
import { Button, Choice, Field, FormFoot } from "../../../ui";
import { managesNetwork } from "../../access";
import { dayOf } from "../../../i18n/days";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { dayText, thisMinute, today } from "../../forms/today";
import { fieldId, useDeed } from "../../forms/useDeed";
import type { Partnership, Vocabulary } from "../../types";
import { endingAt } from "./agreementForm";
import { ChangeForm } from "./ChangeForm";
import { standing } from "./matrix";
import { periodWords } from "./MatrixTable";

interface AgreementLineProps {
  agreement: Partnership;
  zone: string;
  vocabulary: Vocabulary;
  onChanged: () => void;
}

/** One agreement of a pair; while it is not over it can be changed and ended. */
export function AgreementLine({ agreement, zone, vocabulary, onChanged }: AgreementLineProps) {
  const [open, setOpen] = useState<"" | "change" | "end">("");
  const over = standing(agreement, thisMinute.value) === "ended";
  const onLeave = () => setOpen("");
  const onDone = () => {
    setOpen("");
    onChanged();
  };
  const since = dayText(dayOf(Date.parse(agreement.valid_from), zone));
  return (
    <li>
      <div class={`admin-line${over ? " admin-over" : ""}`}>
        <span>
          <strong>{agreement.services.map(serviceName).join(" · ")}</strong>
          <br />
          <span class="meta">
            {[
              t("admin.partnership.since", { date: since }),
              periodWords(agreement, zone),
              agreement.allows_referral && t("admin.partnership.with_referral"),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        {!over && open === "" && managesNetwork() && (
          <span class="admin-row">
            <Button kind="text" size="small" onClick={() => setOpen("change")}>
              {t("admin.change")}
            </Button>
            <Button kind="text" tone="emergency" size="small" onClick={() => setOpen("end")}>
              {t("admin.partnership.end")}
            </Button>
          </span>
        )}
      </div>
      {open === "change" && <ChangeForm {...{ agreement, zone, vocabulary, onLeave, onDone }} />}
      {open === "end" && <EndForm {...{ agreement, zone, onLeave, onDone }} />}
    </li>
  );
}

interface EndFormProps {
  agreement: Partnership;
  zone: string;
  onLeave: () => void;
  onDone: () => void;
}

const FORM = "end";

function EndForm({ agreement, zone, onLeave, onDone }: EndFormProps) {
  const [when, setWhen] = useState("day");
  const [day, setDay] = useState(today(zone));
  const deed = useDeed(FORM, ["valid_to"]);
  const end = async (event: Event) => {
    event.preventDefault();
    const send = () =>
      api.patch(`/partnerships/${agreement.id}`, {
        valid_to: endingAt(when === "now" ? null : day, zone, agreement.valid_from, serverNow()),
      });
    const wrong = present({ valid_to: when === "day" && day === "" && t("admin.partnership.needs_last_day") });
    if (await deed.run(send, wrong)) onDone();
  };
  return (
    <form class="admin-inline" onSubmit={(event) => void end(event)} noValidate>
      <p>{t("admin.partnership.end_about")}</p>
      <Choice
        label={t("admin.partnership.end_when")}
        value={when}
        options={[
          { value: "day", text: t("admin.partnership.end_day") },
          { value: "now", text: t("admin.partnership.end_now") },
        ]}
        onChange={setWhen}
      />
      {when === "day" && (
        <Field
          id={fieldId(FORM, "valid_to")}
          type="date"
          label={t("admin.partnership.last_day")}
          value={day}
          onInput={setDay}
          error={deed.faults.valid_to ?? null}
          required
        />
      )}
      <Failure text={deed.general ?? (when === "now" ? (deed.faults.valid_to ?? null) : null)} />
      <FormFoot deed={t("admin.partnership.end")} tone="emergency" busy={deed.busy} onLeave={onLeave} />
    </form>
  );
}
