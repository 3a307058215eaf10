/** Identity numbers that say when and as what a person was born. */

/** GB 11643-1999: 17 digits and a check character; holds birth date and sex. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

export interface FromId {
  /** "" where the number says the year alone. */
  birthDate: string;
  birthYear: number;
  sex: "male" | "female";
}

/** `wrong`: looks like one but its check character or date is not right; `other`: some other number. */
export type IdReading = { kind: "empty" | "other" | "wrong" } | ({ kind: "valid" } & FromId);

export function readNationalId(text: string, today: Date = new Date()): IdReading {
  const id = text.replace(/\s/g, "").toUpperCase();
  if (id === "") return { kind: "empty" };
  if (/^\d{12}$/.test(id)) return vietnamese(id, today);
  if (!/^\d{17}[\dX]$/.test(id)) return { kind: "other" };
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  const birthDate = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  if (CHECKS[sum % 11] !== id[17] || !isPastDate(birthDate, today)) return { kind: "wrong" };
  return { kind: "valid", birthDate, birthYear: Number(id.slice(6, 10)), sex: Number(id[16]) % 2 === 1 ? "male" : "female" };
}

/** Số CCCD: province (001 to 096), century and sex in one digit, year, serial; it has no check digit. */
function vietnamese(id: string, today: Date): IdReading {
  const province = Number(id.slice(0, 3));
  const kind = Number(id[3]);
  const birthYear = 1900 + 100 * Math.floor(kind / 2) + Number(id.slice(4, 6));
  if (province < 1 || province > 96 || birthYear > today.getUTCFullYear()) return { kind: "other" };
  return { kind: "valid", birthDate: "", birthYear, sex: kind % 2 === 0 ? "male" : "female" };
}

function isPastDate(date: string, today: Date): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) && at <= today && date >= "1890";
}

/** Completed years at `today` (both "YYYY-MM-DD"); null when the date is none or later. */
export function ageOn(birthDate: string, today: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(birthDate) || birthDate > today) return null;
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
