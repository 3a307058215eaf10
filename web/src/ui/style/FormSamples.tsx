import { useSignal } from "@preact/signals";
import { serverNow } from "../../api";
import { t } from "../../i18n";
import { Button, Check, Choice, Field, SaveChip, Select, SendBar, UrgencyMark, wordOf, type Urgency } from "..";
import { phone, plus } from "../icons";
import { Sample } from "./Sample";

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];

export function FormSamples() {
  const complaint = useSignal("");
  const potassium = useSignal("3,1");
  const note = useSignal("");
  const hospital = useSignal("");
  const urgency = useSignal<string>("urgent");
  const unknown = useSignal(false);
  return (
    <>
      <h2>{t("style.forms")}</h2>
      <Sample name="Button">
        <Button kind="filled">{t("style.sign")}</Button>
        <Button icon={plus}>{t("style.add_ecg")}</Button>
        <Button kind="text">{t("common.cancel")}</Button>
        <Button kind="filled" busy>
          {t("style.sign")}
        </Button>
        <Button disabled>{t("style.add_ecg")}</Button>
        <Button size="small">{t("style.adopt")}</Button>
        <Button kind="text" tone="emergency">
          {t("style.withdraw")}
        </Button>
        <Button kind="filled" tone="emergency">
          {t("style.acknowledge")}
        </Button>
        <Button size="touch" icon={phone}>
          {t("style.call")}
        </Button>
      </Sample>
      <Sample name="Field, Select, Choice, Check">
        <div class="sample-form">
          <Field
            id="sample-complaint"
            label={t("style.complaint")}
            value={complaint.value}
            onInput={(value) => {
              complaint.value = value;
            }}
            required
            error={complaint.value ? null : t("style.complaint_missing")}
          />
          <Field
            label={t("style.potassium")}
            type="number"
            unit="mmol/L"
            value={potassium.value}
            onInput={(value) => {
              potassium.value = value;
            }}
            hint={t("style.potassium_hint")}
          />
          <Select
            label={t("style.hospital")}
            empty={t("style.choose")}
            value={hospital.value}
            onChange={(value) => {
              hospital.value = value;
            }}
            options={[
              { value: "a", text: t("style.partner") },
              { value: "b", text: t("style.from") },
            ]}
          />
          <Choice
            label={t("style.urgency")}
            value={urgency.value}
            onChange={(value) => {
              urgency.value = value;
            }}
            options={URGENCIES.map((each) => ({
              value: each,
              text: (
                <>
                  <UrgencyMark urgency={each} />
                  {wordOf(each)}
                </>
              ),
            }))}
          />
          <Field
            label={t("style.history")}
            rows={3}
            value={note.value}
            onInput={(value) => {
              note.value = value;
            }}
          />
          <Check
            checked={unknown.value}
            onChange={(value) => {
              unknown.value = value;
            }}
          >
            {t("style.unknown_person")}
          </Check>
        </div>
      </Sample>
      <Sample name="SendBar, SaveChip" flush>
        <SendBar
          missing={[{ text: t("style.complaint"), field: "sample-complaint" }]}
          later={[t("style.consent"), t("style.number_word")]}
          note={t("style.predicted")}
          saved={<SaveChip state="local" at={serverNow()} />}
        >
          <Button kind="filled">{t("style.send")}</Button>
        </SendBar>
      </Sample>
    </>
  );
}
