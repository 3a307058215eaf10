import { ReadingList } from "./ReadingList";

export default function ImagingListPage() {
  return <ReadingList kind="imaging" />;
}
