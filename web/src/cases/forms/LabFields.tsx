import { useId } from "preact/hooks";
import { parseNumber, t } from "../../i18n";
import { Button } from "../../ui";
import { plus, x } from "../../ui/icons";
import { flagOf, labName, useLabTests, type LabTest, type TypedLab, type TypedLabs } from "./labs";
import "./forms.css";

interface LabFieldsProps {
  labs: TypedLabs;
  onChange: (labs: TypedLabs) => void;
}

const COLUMNS = 4;

/** A table: tests down, times across; what lies outside its range is marked as it is typed. */
export function LabFields({ labs, onChange }: LabFieldsProps) {
  const tests = useLabTests();
  const write = (index: number, part: Partial<TypedLab>) =>
    onChange({ ...labs, rows: labs.rows.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const add = (code: string) => {
    const test = tests.find((each) => each.code === code);
    const row = { code: test?.code ?? "", name: "", unit: test?.unit ?? "", low: "", high: "", values: labs.times.map(() => "") };
    onChange({ ...labs, rows: [...labs.rows, row] });
    requestAnimationFrame(() => document.getElementById(`lab-${labs.rows.length}-${test === undefined ? "name" : 0}`)?.focus());
  };
  const addTime = () => onChange({ times: [...labs.times, ""], rows: labs.rows.map((each) => ({ ...each, values: [...each.values, ""] })) });
  return (
    <section class="labs" aria-labelledby="labs-title">
      <h3 id="labs-title" class="field-label">
        {t("forms.labs")}
      </h3>
      {labs.rows.length > 0 && (
        <div class="labs-scroll">
          <table class="labs-table">
            <thead>
              <tr>
                <th scope="col">{t("forms.lab_test")}</th>
                {labs.times.map((time, column) => (
                  <th scope="col" key={column}>
                    <input
                      type="datetime-local"
                      aria-label={t("forms.lab_time", { n: column + 1 })}
                      value={time}
                      onInput={(event) => {
                        const at = event.currentTarget.value;
                        onChange({ ...labs, times: labs.times.map((each, place) => (place === column ? at : each)) });
                      }}
                    />
                  </th>
                ))}
                <th scope="col">{t("forms.lab_range")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {labs.rows.map((row, index) => (
                <Row
                  key={index}
                  index={index}
                  row={row}
                  test={tests.find((each) => each.code === row.code)}
                  write={(part) => write(index, part)}
                  remove={() => onChange({ ...labs, rows: labs.rows.filter((_, at) => at !== index) })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="labs-add">
        <PickTest tests={tests} used={labs.rows.map((each) => each.code)} onPick={add} />
        <Button size="small" kind="text" icon={plus} onClick={() => add("")}>
          {t("forms.lab_named")}
        </Button>
        {labs.rows.length > 0 && labs.times.length < COLUMNS && (
          <Button size="small" kind="text" icon={plus} onClick={addTime}>
            {t("forms.lab_time_add")}
          </Button>
        )}
      </div>
    </section>
  );
}

interface RowProps {
  index: number;
  row: TypedLab;
  test: LabTest | undefined;
  write: (part: Partial<TypedLab>) => void;
  remove: () => void;
}

function Row({ index, row, test, write, remove }: RowProps) {
  const range = { low: parseNumber(row.low) ?? test?.low ?? null, high: parseNumber(row.high) ?? test?.high ?? null };
  const name = test === undefined ? row.name : labName(test);
  return (
    <tr>
      <th scope="row">
        {test === undefined ? (
          <input
            id={`lab-${index}-name`}
            aria-label={t("forms.lab_name")}
            value={row.name}
            maxLength={80}
            onInput={(event) => write({ name: event.currentTarget.value })}
          />
        ) : (
          name
        )}
      </th>
      {row.values.map((text, column) => {
        const value = parseNumber(text);
        const flag = value === null ? "" : flagOf(value, range, test);
        return (
          <td key={column} class={flag === "" ? undefined : `lab-${flag.length > 1 ? "critical" : "outside"}`}>
            <input
              id={`lab-${index}-${column}`}
              aria-label={`${name} ${column + 1}`}
              value={text}
              maxLength={20}
              onInput={(event) => write({ values: row.values.map((each, at) => (at === column ? event.currentTarget.value : each)) })}
            />
            {flag !== "" && <span class="lab-flag">{t(`forms.flag.${flag}`)}</span>}
          </td>
        );
      })}
      <td class="lab-range">
        <input aria-label={t("forms.lab_low")} placeholder={shown(test?.low)} value={row.low} maxLength={9} onInput={(event) => write({ low: event.currentTarget.value })} />
        –
        <input aria-label={t("forms.lab_high")} placeholder={shown(test?.high)} value={row.high} maxLength={9} onInput={(event) => write({ high: event.currentTarget.value })} />
        <input
          class="lab-unit"
          aria-label={t("forms.lab_unit")}
          value={row.unit}
          maxLength={20}
          onInput={(event) => write({ unit: event.currentTarget.value })}
        />
      </td>
      <td>
        <Button kind="text" size="small" icon={x} label={t("forms.lab_remove", { name })} onClick={remove} />
      </td>
    </tr>
  );
}

const shown = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));

function PickTest({ tests, used, onPick }: { tests: readonly LabTest[]; used: readonly string[]; onPick: (code: string) => void }) {
  const id = useId();
  return (
    <span class="field-box field-select labs-pick">
      <label class="visually-hidden" for={id}>
        {t("forms.lab_add")}
      </label>
      <select
        id={id}
        value=""
        onChange={(event) => {
          if (event.currentTarget.value !== "") onPick(event.currentTarget.value);
          event.currentTarget.value = "";
        }}
      >
        <option value="">{t("forms.lab_add")}</option>
        {tests
          .filter((each) => !used.includes(each.code))
          .map((each) => (
            <option key={each.code} value={each.code}>
              {labName(each)}
            </option>
          ))}
      </select>
    </span>
  );
}
