import { api, me } from "../../../api";
import { dropBegun, keepBegun, live, newId, readAllBegun, type Enclosing, type Saying } from "../../../rooms";
import { addFiles, onRefused, onStored, type UploadItem } from "../../../upload";
import type { Material } from "../../detail";

/** A file that goes into the room once it is in the case; kept on this device until it was said. */
interface Enclosure {
  id: string;
  caseId: string;
  room: string;
  file: File;
  saying: Enclosing;
  /** "attachment:<id>" once the server has it. */
  item: string | null;
  failed: string | null;
}

const KEY = "enclosed:";
const all = new Map<string, Enclosure & { person: string }>();

type Stored = Pick<Material, "id" | "kind" | "item_id" | "removed">;

export function enclose(to: { caseId: string; room: string }, files: readonly File[], saying: Enclosing): void {
  attend();
  const person = me.peek()?.id ?? "";
  for (const file of files) {
    const one = { id: newId(), ...to, file, saying, item: null, failed: null, person };
    keep(one);
    addFiles({ caseId: to.caseId, orgId: null }, [file]);
  }
}

/** Goes on with what an earlier page could not get rid of. */
export async function restoreEnclosed(room: string, materials: readonly Stored[]): Promise<void> {
  const person = me.peek()?.id;
  if (person === undefined) return;
  attend();
  for (const one of await readAllBegun<Enclosure>(person, KEY)) {
    if (one.room !== room || all.has(one.id)) continue;
    keep({ ...one, person });
    if (one.item === null && one.failed === null) addFiles({ caseId: one.caseId, orgId: null }, [one.file]);
  }
  settle(room, materials);
}

/** Says what lies in the case by now. */
export function settle(room: string, materials: readonly Stored[]): void {
  for (const one of ofRoom(room)) {
    const found = materials.find((each) => `${each.kind}:${each.item_id}` === one.item && each.removed === null);
    if (found === undefined) continue;
    drop(one);
    void live.room(room).say(sayingOf(one, found.id));
  }
}

export function giveUp(id: string): void {
  const one = all.get(id);
  if (one !== undefined) drop(one);
}

const sayingOf = ({ saying }: Enclosure, material: string) => ({ ...saying, body: { ...saying.body, material } }) as Saying;

const ofRoom = (room: string) => [...all.values()].filter((each) => each.room === room && each.person === me.peek()?.id);

function keep(one: Enclosure & { person: string }): void {
  all.set(one.id, one);
  const { person, ...value } = one;
  void keepBegun(person, KEY + one.id, value, false);
  show(one.room);
}

function drop(one: Enclosure & { person: string }): void {
  all.delete(one.id);
  void dropBegun(one.person, KEY + one.id);
  show(one.room);
}

function show(room: string): void {
  live.room(room).enclosed.value = ofRoom(room).map(({ id, file, saying, failed }) => ({ id, name: file.name, text: saying.body.text ?? "", failed }));
}

let attending = false;

/** For as long as the tab lives: files arrive while another patient is looked at. */
function attend(): void {
  if (attending) return;
  attending = true;
  onStored((item) => {
    const one = named(item);
    if (one === undefined || item.material === null) return;
    keep({ ...one, item: item.material });
    void api.get<{ materials: Stored[] }>(`/cases/${one.caseId}`).then(({ materials }) => settle(one.room, materials), () => undefined);
  });
  onRefused((item) => {
    const one = named(item);
    if (one !== undefined) keep({ ...one, failed: item.reason ?? "" });
  });
}

const named = ({ caseId, name, size }: UploadItem) =>
  [...all.values()].find((each) => each.caseId === caseId && each.item === null && each.file.name === name && each.file.size === size);
