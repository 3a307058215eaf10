import { api } from "../../api";
import type { CaseBody } from "../../cases/new/draft/body";
import { bodyOf, textOf, type Section, type Values } from "../forms/fields";
import type { Kind } from "../types";
import { targetOf } from "./forms";

/** Where a referral begins: on a case, from its consultation, from a draft of its own, or with the patient. */
export type Origin =
  | { from: "case"; caseId: string; kind: Kind; basedOn: string | null }
  | { from: "consultation"; requestId: string }
  | { from: "draft"; id: string; state: string; version: number }
  | { from: "patient"; body: CaseBody };

interface Made {
  id: string;
  version: number;
}

/** Sends what was written, or keeps it as a draft; the referral's id. */
export async function sendReferral(origin: Origin, sections: readonly Section[], values: Values, send: boolean): Promise<string> {
  const { sheet = {} } = bodyOf(sections, values);
  const target = targetOf(values);
  const body = { sheet, urgency: textOf(values, "urgency"), ...target };
  switch (origin.from) {
    case "case": {
      const made = await api.post<Made>("/referrals", { ...body, case_id: origin.caseId, kind: origin.kind, based_on_id: origin.basedOn, send });
      return made.id;
    }
    case "consultation": {
      const { destination: _, ...converted } = body;
      return (await api.post<Made>(`/requests/${origin.requestId}/refer`, converted)).id;
    }
    case "draft":
      // Once it was sent, where it goes and how urgent it is stand: only the paper is mended.
      if (origin.state !== "draft") return written(origin, { sheet }, false);
      return written(origin, body, send);
    default: {
      const opened = await api.post<{ request_id: string }>("/cases", {
        ...origin.body,
        kind: "referral_up",
        urgency: body.urgency,
        questions: [],
        destination: target?.destination ?? null,
      });
      return written({ id: opened.request_id, version: 0 }, body, send);
    }
  }
}

async function written(known: Made, body: Record<string, unknown>, send: boolean): Promise<string> {
  const ifMatch = known.version > 0 ? { ifMatch: known.version } : {};
  const kept = await api.put<Made>(`/referrals/${known.id}/sheet`, body, ifMatch);
  if (send) await api.post(`/referrals/${known.id}/submit`, {}, { ifMatch: kept.version });
  return known.id;
}
