/** What people can say in a room; the server's side of it is consult/rooms/content.py. */

/** Whom an @ means; `people` is who that was when it was sent. */
export interface Mention {
  person?: string;
  role?: string;
  people?: string[];
}

/** Where on an image, a trace or a form a message points. */
export type Anchor =
  | { kind: "ecg"; material: string; lead?: string; t?: number }
  | { kind: "image"; material: string; series: string; instance: string; frame?: number; window?: [number, number]; point?: [number, number] }
  | { kind: "material"; material: string }
  | { kind: "field"; field: string }
  | { kind: "question"; no: number };

export type CardState = "open" | "doing" | "done" | "declined";

export interface TextBody {
  text: string;
  urgent?: boolean;
  mentions?: Mention[];
}

export interface CardBody {
  text: string;
  owner?: string;
  due_at?: string;
}

export interface FileBody {
  material: string;
  text?: string;
}

export interface VoiceBody {
  material: string;
  seconds: number;
  /** What it says. */
  text: string;
}

/** One thing to say; `target` is the number of the message it is about. */
export type Saying = (
  | { kind: "text"; body: TextBody; target?: number }
  | { kind: "file"; body: FileBody; target?: number }
  | { kind: "voice"; body: VoiceBody; target?: number }
  | { kind: "card"; body: CardBody; target?: undefined }
  | { kind: "card_change"; body: { state: CardState; note?: string }; target: number }
  | { kind: "edit"; body: { text: string }; target: number }
  | { kind: "withdraw"; body: Record<string, never>; target: number }
  | { kind: "ack"; body: { read_back?: string }; target: number }
  | { kind: "hand"; body: { up: boolean }; target?: undefined }
  | { kind: "floor"; body: { person: string | null }; target?: undefined }
) & { anchor?: Anchor };

export type SaidKind = Saying["kind"];

/** What is written of it while it waits; what has no words of its own has none to show. */
export function wordsOf(saying: Saying): string {
  return "text" in saying.body && typeof saying.body.text === "string" ? saying.body.text : "";
}
