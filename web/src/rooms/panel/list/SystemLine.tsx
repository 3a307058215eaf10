import { wantedName } from "../../../cases/asking/wanted";
import { formatTime, has, t } from "../../../i18n";
import type { Msg } from "../../link/frames";
import { useCast } from "../people";
import { usePlaces } from "../places";

const SEALING = new Set(["request.sign", "request.correct"]);

/** What the server wrote, told in the reader's language from its code. */
export function SystemLine({ message }: { message: Msg }) {
  const { nameOf } = useCast();
  const { pathOf } = usePlaces();
  const { code, params } = message.body as { code: string; params: { request?: string } };
  const path = code === "request.reopen" && params.request ? pathOf?.(params.request) : undefined;
  return (
    <p class={SEALING.has(code) ? "room-sealed" : "room-system"} id={`said-${message.seq}`} tabIndex={-1}>
      <span>
        <time dateTime={message.at}>{formatTime(message.at)}</time> {systemWords(message, nameOf)}
      </span>
      {path?.map(({ words, show }) => (
        <button key={words} type="button" onClick={show}>
          <span aria-hidden="true">↗</span> {words}
        </button>
      ))}
    </p>
  );
}

export function systemWords(message: Msg, nameOf: (id: unknown) => string): string {
  const { code, params } = message.body as { code: string; params: Readonly<Record<string, unknown>> };
  const words = { ...params, by: nameOf(params.by), person: nameOf(params.person), value: valueWord(params.value), ...askingWords(params) };
  const key = `room.system.${code}`;
  const line = has(key) ? t(key, words) : t("room.system_unknown", { code });
  // What was asked stands where it was asked.
  const reason = [params.reason, params.question].find((each) => typeof each === "string" && each !== "") ?? "";
  return reason === "" ? line : t("room.system_reason", { line, reason });
}

/** Codes of tasks and follow-ups, in words. */
function askingWords({ wanted, outcome }: Readonly<Record<string, unknown>>): Record<string, string> {
  const words: Record<string, string> = {};
  if (typeof wanted === "string") words.wanted = wantedName(wanted);
  if (typeof outcome === "string") words.outcome = outcome === "" ? "–" : t(`asking.outcome.${outcome}`);
  return words;
}

function valueWord(value: unknown): string {
  return typeof value === "string" && has(`opinion.adoption.${value}`) ? t(`opinion.adoption.${value}`) : "";
}
