import { useState } from "preact/hooks";
import { parseNumber } from "../../../i18n";
import { Field } from "../../../ui";

interface SpanFieldProps {
  label: string;
  seconds: number;
  /** Of the box: 60 for minutes, 3600 for hours. */
  unit: number;
  onChange: (seconds: number) => void;
}

/** A span in minutes or hours, "1.5" or "1,5"; what is typed stands while it is typed. */
export function SpanField({ label, seconds, unit, onChange }: SpanFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      type="number"
      label={label}
      value={typed ?? String(Math.round((seconds / unit) * 100) / 100)}
      onInput={(text) => {
        setTyped(text);
        onChange(Math.round((parseNumber(text) ?? NaN) * unit));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
