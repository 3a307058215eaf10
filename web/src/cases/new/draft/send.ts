import { api } from "../../../api";
import type { CaseBody } from "./body";

interface Opened {
  id: string;
  request_id: string;
}

interface Known {
  requests: { id: string; state: string }[];
}

/** `POST /cases`: opens the case and, with `send`, submits it in the same stroke. */
export function open(body: CaseBody, send: boolean): Promise<Opened> {
  return api.post<Opened>("/cases", { ...body, send });
}

/** Brings a case that is on the server already up to what is typed here. */
export async function update(body: CaseBody, requestId: string): Promise<void> {
  await api.put(`/cases/${body.id}/patient`, body.patient);
  await api.put(`/cases/${body.id}/form`, formOf(body));
  const { questions, urgency, destination } = body;
  await api.put(`/requests/${requestId}/draft`, { questions, urgency, destination });
}

const formOf = ({ template, template_version, form }: CaseBody) => ({ template, template_version, form });

export async function submit(requestId: string): Promise<void> {
  await api.post(`/requests/${requestId}/submit`, {});
}

/**
 * Sends what an earlier try may already have brought through (`attempted` is that try's body).
 * The server answers a repeated id with the case it has, so later changes are written after it.
 */
export async function sendAgain(body: CaseBody, attempted: string): Promise<void> {
  const { request_id } = await open(JSON.parse(attempted) as CaseBody, true);
  if (JSON.stringify(body) === attempted) return;
  const { requests } = await api.get<Known>(`/cases/${body.id}`);
  const draft = requests.some((each) => each.id === request_id && each.state === "draft");
  if (draft) {
    await update(body, request_id);
    await submit(request_id);
  } else {
    await api.put(`/cases/${body.id}/form`, formOf(body));
  }
}
