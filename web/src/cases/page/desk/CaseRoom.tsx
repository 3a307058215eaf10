import { api } from "../../../api";
import { RoomPanel } from "../../../rooms";
import { patientName } from "../../detail/facts";
import { useCasePage } from "../state/context";
import { phrases } from "./phrases";

/** The case's room, and its door for whoever may come in. */
export function CaseRoom() {
  const { detail, room, reload } = useCasePage();
  const enter = async () => {
    await api.post(`/rooms/${room.id}/enter`);
    reload();
  };
  return (
    <RoomPanel
      room={room}
      patient={patientName(detail)}
      phrases={phrases(detail.side)}
      onEnter={detail.allowed.includes("join_room") ? enter : undefined}
    />
  );
}
