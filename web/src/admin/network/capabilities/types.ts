export type Has = "yes" | "limited" | "no";
export const HAS: readonly Has[] = ["yes", "limited", "no"];

export interface Statement {
  version: number;
  has: Has;
  note: string;
  /** A day. */
  since: string;
  by: string;
  at: string;
}

export interface Capability {
  code: string;
  kind: "device" | "test" | "drug" | "service";
  /** null: nobody has said anything yet. */
  stated: Statement | null;
}
