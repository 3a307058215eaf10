import { now } from "../../../api";
import { t, timeZone } from "../../../i18n";
import { Check, Choice, Field, type Sex } from "../../../ui";
import { idReadingOf } from "../draft/body";
import { gapError, setText, setWho, type Form } from "../form";
import { dayIn } from "../typed/clockTime";
import { ageOn, readNationalId } from "../typed/nationalId";

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
  const typedId = (nationalId: string) => {
    const reading = readNationalId(nationalId);
    const filled = reading.kind === "valid" ? { birthDate: reading.birthDate, sex: reading.sex, age: "" } : {};
    setWho(form, { nationalId, ...filled });
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
      <Field
        id="new-national-id"
        label={t("new.national_id")}
        value={who.nationalId}
        maxLength={24}
        error={gapError(form, "identity", "national_id")}
        hint={reading.kind === "valid" ? t("new.national_id_ok") : digits > 0 && reading.kind === "other" ? t("new.national_id_count", { n: digits }) : undefined}
        onInput={typedId}
      />
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
