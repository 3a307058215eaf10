import { me } from "../../api";
import { live } from "../../rooms";
import { verdictOf, type Verdict } from "./job";

const OFTEN = 1_000;
const SELDOM = 5_000;
const USUAL = 20_000;

interface Watching {
  decided: (verdict: Verdict) => void;
  slow: () => void;
}

/** Asks for the server's verdict on a received file until there is one. Returns how to stop. */
export function watch(url: string, on: Watching): () => void {
  const since = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let slow = false;

  const ask = async () => {
    clearTimeout(timer);
    const verdict = await verdictAt(url);
    if (stopped) return;
    if (verdict !== null && (verdict.state === "stored" || verdict.state === "refused")) {
      stop();
      on.decided(verdict);
      return;
    }
    const late = Date.now() - since > USUAL;
    if (late && !slow) on.slow();
    slow = late;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), late ? SELDOM : OFTEN);
  };
  const unhear = live.onNote(`person:${me.peek()?.id ?? ""}`, () => void ask());
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    unhear();
  };
  timer = setTimeout(() => void ask(), OFTEN);
  return stop;
}

async function verdictAt(url: string): Promise<Verdict | null> {
  try {
    const headers = { "Tus-Resumable": "1.0.0" };
    const answer = await fetch(url, { method: "HEAD", headers, credentials: "same-origin", cache: "no-store" });
    return answer.ok ? verdictOf((name) => answer.headers.get(name)) : null;
  } catch {
    return null;
  }
}
