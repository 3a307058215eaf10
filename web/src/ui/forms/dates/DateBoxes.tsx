import { useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { calendar, Icon } from "../../icons";
import type { FieldProps } from "../Field";
import { useTyped } from "./useTyped";
import { exampleDate, parseDate, parseTime, writtenDate } from "./written";

type BoxesProps = Pick<FieldProps, "value" | "onInput" | "onBlur" | "disabled" | "readOnly" | "required" | "name" | "label"> & {
  id: string;
  /** With a time of day: values are 2025-11-03T14:06. */
  timed: boolean;
  wrong: boolean;
};

/** A date (and time) typed as the reader's language writes it; a browser's own box follows the browser's. */
export function DateBoxes({ value, onInput, timed, ...props }: BoxesProps) {
  const [kept, setKept] = useState({ day: value.slice(0, 10), time: value.slice(11, 16) });
  const parts = value === "" ? kept : { day: value.slice(0, 10), time: value.slice(11, 16) };
  const tell = (next: { day: string; time: string }) => {
    setKept(next);
    if (!timed) onInput(next.day);
    else onInput(next.day !== "" && next.time !== "" ? `${next.day}T${next.time}` : "");
  };
  const day = useTyped(timed ? parts.day : value, parseDate, writtenDate, (means) => tell({ ...parts, day: means }));
  const time = useTyped(parts.time, parseTime, (means) => means, (means) => tell({ ...parts, time: means }));
  const leave = (own: () => void) => () => {
    own();
    props.onBlur?.();
  };
  const shared = { disabled: props.disabled, readOnly: props.readOnly, autocomplete: "off" as const, type: "text" as const };
  return (
    <span class="field-dates">
      <span class="field-box field-date">
        <input
          {...shared}
          id={props.id}
          name={props.name}
          required={props.required}
          aria-invalid={props.wrong || day.wrong ? true : undefined}
          aria-describedby={`${props.id}-about`}
          placeholder={exampleDate()}
          value={day.text}
          onInput={(event) => day.onInput(event.currentTarget.value)}
          onBlur={leave(day.onBlur)}
        />
        {!props.disabled && !props.readOnly && <Picker value={parts.day} onPick={(picked) => tell({ ...parts, day: picked })} />}
      </span>
      {timed && (
        <span class="field-box field-time">
          <input
            {...shared}
            aria-label={t("common.date.time_of", { label: props.label })}
            aria-invalid={time.wrong ? true : undefined}
            placeholder="14:05"
            inputMode="numeric"
            value={time.text}
            onInput={(event) => time.onInput(event.currentTarget.value)}
            onBlur={leave(time.onBlur)}
          />
        </span>
      )}
      {day.wrong && (
        <span class="field-hint" role="status">
          {t("common.date.write_as", { example: exampleDate() })}
        </span>
      )}
    </span>
  );
}

/** The browser's own calendar, opened by a button; its box is never seen. */
function Picker({ value, onPick }: { value: string; onPick: (day: string) => void }) {
  const own = useRef<HTMLInputElement>(null);
  return (
    <span class="field-picker">
      <button type="button" class="icon-button" aria-label={t("common.date.calendar")} tabIndex={-1} onClick={() => own.current?.showPicker()}>
        <Icon of={calendar} size={16} />
      </button>
      <input
        ref={own}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        onInput={(event) => onPick(event.currentTarget.value)}
      />
    </span>
  );
}
