import { Failure } from "../../admin/forms/Failure";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { textOf, type Section } from "../forms/fields";
import { Fields } from "../forms/Fields";
import { useTelling } from "./useTelling";

const SECTIONS: readonly Section[] = [
  {
    fields: [
      { name: "answer", kind: "choice", required: true, options: ["yes", "later", "no"] },
      { name: "when_at", kind: "moment", when: (values) => textOf(values, "answer") === "later" },
      { name: "text", kind: "text", max: 500 },
      { name: "who", kind: "text", required: true, max: 80 },
    ],
  },
];

/** Yes, later or no, by whom. */
export function WardAnswer({ token, onDone }: { token: string; onDone: () => void }) {
  const telling = useTelling("/ward-links/answer", token, SECTIONS, {}, onDone);
  return (
    <form class="ward-form" noValidate onSubmit={(event) => void telling.send(event)}>
      <Fields form="ward" sections={SECTIONS} values={telling.values} onChange={telling.set} faults={telling.faults} />
      <Failure text={telling.failure} />
      <Button kind="filled" size="touch" type="submit" busy={telling.busy}>
        {t("referral.ward.answer")}
      </Button>
    </form>
  );
}
