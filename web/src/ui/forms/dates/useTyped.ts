import { useState } from "preact/hooks";

/**
 * A text box for a value that has another form inside. While one types the text is one's own; when
 * one leaves, or the value comes from elsewhere, it is written as the language does.
 */
export function useTyped(value: string, read: (text: string) => string | null, write: (value: string) => string, tell: (value: string) => void) {
  const [typed, setTyped] = useState<{ text: string; means: string; left: boolean } | null>(null);
  const own = typed !== null && typed.means === value;
  const text = own ? typed.text : write(value);
  return {
    text,
    /** Something was left there that is no value. */
    wrong: own && typed.left && typed.text.trim() !== "" && typed.means === "",
    onInput: (next: string) => {
      const means = read(next) ?? "";
      setTyped({ text: next, means, left: false });
      if (means !== value) tell(means);
    },
    onBlur: () => {
      setTyped((was) => (was === null || value !== "" || was.text.trim() === "" ? null : { ...was, left: true }));
    },
  };
}
