import { readNationalId } from "./nationalId";

/** What a card reader or a scanner typed into the box of the number. */
export interface Scanned {
  nationalId: string;
  name?: string;
  birthDate?: string;
  sex?: "male" | "female";
}

const SEXES: Readonly<Record<string, "male" | "female">> = { nam: "male", "n\u1eef": "female", "\u7537": "male", "\u5973": "female" };

/**
 * The code of a Vietnamese card: number|old number|name|ddmmyyyy|sex|address|issued.
 * Chinese readers type the number, or number and name apart by a comma. Null for a plain number.
 */
export function readScan(text: string): Scanned | null {
  const parts = text.split(/[|,，]/).map((each) => each.trim());
  const [nationalId = "", ...rest] = parts;
  if (rest.length === 0 || readNationalId(nationalId).kind !== "valid") return null;
  const found: Scanned = { nationalId };
  for (const part of rest) {
    const sex = SEXES[part.normalize("NFC").toLowerCase()];
    const day = /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(part);
    if (sex !== undefined) found.sex = sex;
    else if (day !== null && found.birthDate === undefined) found.birthDate = `${day[3]}-${day[2]}-${day[1]}`;
    else if (found.name === undefined && /^\p{L}[\p{L}\p{M} .'·-]*$/u.test(part)) found.name = part;
  }
  return found;
}
