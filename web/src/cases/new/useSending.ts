import { useState } from "preact/hooks";
import { ApiError, me } from "../../api";
import { t, tError, timeZone } from "../../i18n";
import { release } from "../../upload";
import { bodyOf } from "./draft/body";
import { controlOf, gapOf, type Gap } from "./draft/checks";
import type { Draft } from "./draft/draft";
import { open, sendAgain, submit, update } from "./draft/send";
import type { Template } from "../forms/templates";
import type { DraftState } from "./draft/useDraft";
import { rememberPartner } from "./parts/usual";

export interface Sending {
  busy: "send" | "save" | null;
  /** Why it did not go, in words; the draft is safe. */
  failure: string | null;
  offline: boolean;
  /** What the server still asks for. */
  asked: readonly Gap[];
  send: () => Promise<void>;
  save: () => Promise<void>;
}

/** Sends the case, or keeps it on the server as a draft; a repeated send is harmless. */
export function useSending(state: DraftState, template: Template | undefined, sent: (id: string) => void): Sending {
  const [busy, setBusy] = useState<Sending["busy"]>(null);
  const [problem, setProblem] = useState<unknown>(null);

  const run = async (what: "send" | "save", deed: (draft: Draft) => Promise<void>) => {
    if (busy !== null) return;
    setBusy(what);
    setProblem(null);
    try {
      await state.hold(true);
      await deed(state.draft);
    } catch (error) {
      setProblem(error);
      const field = error instanceof ApiError ? error.params.field : undefined;
      if (typeof field === "string") document.getElementById(controlOf(field))?.focus();
    } finally {
      await state.hold(false);
      setBusy(null);
    }
  };
  const send = () =>
    run("send", async (draft) => {
      const body = bodyOf(draft, timeZone.peek(), template);
      if (draft.requestId !== null) {
        await update(body, draft.requestId);
        await submit(draft.requestId);
      } else if (draft.attempted !== null) {
        await sendAgain(body, draft.attempted);
      } else {
        await firstSend(state, draft, body);
      }
      if (draft.destination !== null) rememberPartner(me.peek()?.id ?? "", draft.destination.partnership_id);
      await state.finish();
      release(draft.id);
      sent(draft.id);
    });
  const save = () =>
    run("save", async (draft) => {
      const body = bodyOf(draft, timeZone.peek(), template);
      let { requestId } = draft;
      if (requestId === null) requestId = (await open(body, false)).request_id;
      else await update(body, requestId);
      const known = { ...draft, requestId, attempted: null };
      state.change((now) => ({ ...now, requestId, attempted: null }));
      await state.flush(known);
      state.synced(known);
      release(draft.id);
    });
  const offline = problem instanceof Error && problem.name === "OfflineError";
  const failure = problem === null ? null : offline ? t("new.not_sent_offline") : tError(problem);
  return { busy, failure, offline, asked: askedBy(problem), send, save };
}

/** Notes what was tried before trying, so that a lost answer never makes two cases. */
async function firstSend(state: DraftState, draft: Draft, body: ReturnType<typeof bodyOf>): Promise<void> {
  const attempted = JSON.stringify(body);
  state.change((now) => ({ ...now, attempted }));
  await state.flush({ ...draft, attempted });
  try {
    await open(body, true);
  } catch (error) {
    // The server said no: there is nothing to come back to.
    if (error instanceof ApiError) state.change((now) => ({ ...now, attempted: null }));
    throw error;
  }
}

function askedBy(problem: unknown): Gap[] {
  const names = problem instanceof ApiError ? problem.params.missing : undefined;
  return Array.isArray(names) ? names.map((name) => gapOf(String(name))).filter((gap) => gap !== null) : [];
}
