export type Texts = Readonly<Record<string, string>>;

/** `./case.json` with key `send` becomes `case.send`. */
export function merge(areas: Record<string, Record<string, string>>): Texts {
  const texts: Record<string, string> = {};
  for (const [file, entries] of Object.entries(areas)) {
    const area = file.replace(/^.*\//, "").replace(/\.json$/, "");
    for (const [key, text] of Object.entries(entries)) texts[`${area}.${key}`] = text;
  }
  return texts;
}
