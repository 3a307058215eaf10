import type { Chosen } from "./gather";

/** Why a file is not sent unless the person says so: `empty`, `litter` of an operating system,
 *  `program` (a viewer that came with the disc), `disc` (what else lies on a disc of images). */
export type Why = "empty" | "litter" | "program" | "disc";

export interface LeftOut extends Chosen {
  why: Why;
}

export interface Sifted {
  send: Chosen[];
  leftOut: LeftOut[];
}

const LITTER = /(^|\/)(\.ds_store|thumbs\.db|desktop\.ini|autorun\.inf|__macosx\/.*|\._[^/]*)$/i;
const PROGRAM = /\.(exe|dll|com|bat|cmd|msi|sys|ocx|jar|class|so|dylib|lnk|vbs|ps1|cab)$/i;
const DISC = /(^|\/)dicomdir$/i;
const PAPER = /\.pdf$/i;
const MARK_AT = 128;

/** Parts what is worth a thin line from what only lies beside it; an image is known by its bytes. */
export async function sift(chosen: readonly Chosen[]): Promise<Sifted> {
  const disc = chosen.some(({ path }) => DISC.test(path));
  const send: Chosen[] = [];
  const leftOut: LeftOut[] = [];
  for (const each of chosen) {
    const why = each.file.size === 0 ? "empty" : doubted(each.path, disc);
    if (why === null || (why !== "empty" && (await isDicom(each.file)))) send.push(each);
    else leftOut.push({ ...each, why });
  }
  return { send, leftOut };
}

function doubted(path: string, disc: boolean): Why | null {
  if (LITTER.test(path)) return "litter";
  if (PROGRAM.test(path)) return "program";
  return disc && !DISC.test(path) && !PAPER.test(path) ? "disc" : null;
}

/** "DICM" behind the preamble (PS3.10 §7.1). */
async function isDicom(file: Blob): Promise<boolean> {
  try {
    return (await file.slice(MARK_AT, MARK_AT + 4).text()) === "DICM";
  } catch {
    // It cannot be read now; its sending will say so.
    return true;
  }
}
