/** Of `GET /cases/{id}` what the panel needs. */
export interface AskedDetail {
  debts: { field: string; due_at: string }[];
  requests: {
    id: string;
    assignments: {
      id: string;
      person: { name: string; title: string | null; phone: string | null };
      state: string;
      offered_at: string;
      accepted_at: string | null;
    }[];
  }[];
}

export interface CallStep {
  id: string;
  kind: "offered" | "accepted" | "refused";
  name: string;
  title: string | null;
  phone: string | null;
  at: string;
}

const KINDS: Readonly<Record<string, CallStep["kind"]>> = { offered: "offered", accepted: "accepted", refused: "refused" };

/** Who has been asked for this request so far, oldest first; withdrawn offers are left out. */
export function stepsOf(detail: AskedDetail | undefined, requestId: string): CallStep[] {
  const request = detail?.requests.find((each) => each.id === requestId);
  return (request?.assignments ?? []).flatMap((each) => {
    const kind = KINDS[each.state];
    if (kind === undefined) return [];
    const at = kind === "accepted" ? (each.accepted_at ?? each.offered_at) : each.offered_at;
    const { name, title, phone } = each.person;
    return [{ id: each.id, kind, name, title, phone, at }];
  });
}
