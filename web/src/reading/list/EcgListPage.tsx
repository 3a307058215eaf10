import { ReadingList } from "./ReadingList";

export default function EcgListPage() {
  return <ReadingList kind="ecg" />;
}
