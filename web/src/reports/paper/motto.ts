/** Stands on every form of a hospital in Vietnam, in no other language, whatever language its reader has. */
const VIETNAM = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"];

export const inVietnam = (country: string | undefined): boolean => country === "VN";

/** What stands over the name of a hospital of this country. */
export const mottoOf = (country: string | undefined): readonly string[] => (inVietnam(country) ? VIETNAM : []);
