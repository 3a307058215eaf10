import { t } from "../../../i18n";

const COUNTY = ["room.phrase.doing", "room.phrase.redone", "room.phrase.dose", "room.phrase.call_me"];
const CENTRE = ["room.phrase.pressure", "room.phrase.repeat_ecg", "room.phrase.symptoms", "room.phrase.looking"];

/** What each side says most, one press instead of ten keys. */
export function phrases(side: "requester" | "provider"): string[] {
  return (side === "requester" ? COUNTY : CENTRE).map((key) => t(key));
}
