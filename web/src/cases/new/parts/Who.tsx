import { now } from "../../../api";
import { t, timeZone } from "../../../i18n";
import { Check, Choice, Field, type Sex } from "../../../ui";
import { idReadingOf } from "../draft/body";
import { gapError, setText, setWho, type Form } from "../form";
import { dayIn } from "../typed/clockTime";
import { ageOn, readNationalId, type IdReading } from "../typed/nationalId";
import { readScan, type Scanned } from "../typed/scanned";

/** The person: a whole identity number fills birth date and sex. */
export function Who({ form }: { form: Form }) {
  const { who, texts } = form.draft;
  return (
    <section class="new-part" aria-labelledby="new-who">
      <h2 id="new-who">{t("new.who")}</h2>
      <Check checked={who.unidentified} onChange={(unidentified) => setWho(form, { unidentified })}>
        {t("new.unidentified")}
      </Check>
      {who.unidentified ? <p class="meta">{t("new.unidentified_about")}</p> : <Identity form={form} />}
      <Choice
        id="new-sex"
        label={t("new.sex")}
        value={who.sex}
        error={gapError(form, "sex")}
        options={(["male", "female", "other"] as const).map((sex) => ({ value: sex, text: t(`new.sex.${sex}`) }))}
        onChange={(sex) => setWho(form, { sex: sex as Sex })}
      />
      <Born form={form} />
      <div class="new-pair">
        <Field id="new-phone" label={t("new.phone")} type="tel" value={who.phone} onInput={(phone) => setWho(form, { phone })} />
        <Field label={t("new.text.allergies")} value={texts.allergies} onInput={(text) => setText(form, "allergies", text)} />
      </div>
    </section>
  );
}

function Identity({ form }: { form: Form }) {
  const { who } = form.draft;
  const today = dayIn(timeZone.value, now.value);
  // What a scanner types is read once it is there in full: it ends with Enter.
  const scanned = () => {
    const scan = readScan(who.nationalId);
    if (scan !== null) typedId(scan.nationalId, scan);
  };
  const typedId = (nationalId: string, scan: Scanned | null = null) => {
    const reading = readNationalId(nationalId);
    if (reading.kind !== "valid") return setWho(form, { nationalId });
    const birthDate = scan?.birthDate ?? reading.birthDate;
    // A number that says the year alone gives the age of this year.
    const age = birthDate === "" ? String(Number(today.slice(0, 4)) - reading.birthYear) : "";
    const name = who.name.trim() === "" && scan?.name !== undefined ? { name: scan.name } : {};
    return setWho(form, { nationalId, birthDate, age, sex: scan?.sex ?? reading.sex, ...name });
  };
  const reading = idReadingOf(form.draft);
  const digits = who.nationalId.replace(/\s/g, "").length;
  return (
    <>
      <Field
        id="new-name"
        label={t("new.name")}
        value={who.name}
        error={gapError(form, "name")}
        maxLength={200}
        onInput={(name) => setWho(form, { name })}
      />
      <div
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          scanned();
          document.getElementById(who.name.trim() === "" && !/[|,]/.test(who.nationalId) ? "new-name" : "new-complaint")?.focus();
        }}
      >
      <Field
        id="new-national-id"
        label={t("new.national_id")}
        value={who.nationalId}
        maxLength={300}
        error={gapError(form, "identity", "national_id")}
        hint={hintOf(reading, digits)}
        onInput={(text) => typedId(text)}
        onBlur={scanned}
      />
      </div>
      <div class="new-pair">
        <Field id="new-mrn" label={t("new.mrn")} value={who.mrn} maxLength={40} onInput={(mrn) => setWho(form, { mrn })} />
        <Field
          id="new-insurance"
          label={t("new.insurance")}
          value={who.insurance}
          maxLength={40}
          onInput={(insurance) => setWho(form, { insurance })}
        />
      </div>
    </>
  );
}

function hintOf(reading: IdReading, digits: number): string | undefined {
  if (reading.kind === "valid") return t(reading.birthDate === "" ? "new.national_id_year" : "new.national_id_ok", { year: String(reading.birthYear) });
  return digits > 0 && reading.kind === "other" ? t("new.national_id_count", { n: digits }) : undefined;
}

function Born({ form }: { form: Form }) {
  const { who } = form.draft;
  const today = dayIn(timeZone.value, now.value);
  const reckoned = ageOn(who.birthDate, today);
  return (
    <div class="new-pair">
      <Field
        id="new-age"
        label={who.unidentified ? t("new.age_guess") : t("new.age")}
        type="number"
        unit={t("new.years")}
        value={who.birthDate === "" ? who.age : String(reckoned ?? "")}
        readOnly={who.birthDate !== ""}
        error={gapError(form, "age")}
        onInput={(age) => setWho(form, { age })}
      />
      <Field
        id="new-birth"
        label={t("new.birth_date")}
        type="date"
        value={who.birthDate}
        onInput={(birthDate) => setWho(form, { birthDate: birthDate > today ? "" : birthDate })}
      />
    </div>
  );
}
