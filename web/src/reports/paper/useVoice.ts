import { useEffect, useState } from "preact/hooks";
import { loadVoice, locale, readersVoice, type Voice } from "../../i18n";

/** The language of a paper: the reader's, until `speak` takes that of the other side. */
export function useVoice(): { voice: Voice; speak: (wished: string) => void } {
  const [other, setOther] = useState<Voice | null>(null);
  // Whoever changes the language of the page wants the paper in it, too.
  useEffect(() => setOther(null), [locale.value]);
  const speak = (wished: string) => void loadVoice(wished).then(setOther);
  return { voice: other ?? readersVoice(), speak };
}
