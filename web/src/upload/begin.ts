import { effect } from "@preact/signals";
import { session } from "../api";

/** On a page that sends nothing, the code that does is brought only when something waits to be sent. */
export function startUploads(): void {
  effect(() => {
    const who = session.value;
    if (who === null || who === undefined || who.must_change_password) return;
    void waiting().then(async (some) => {
      if (some) await (await import("./batch/restore")).restoreBatches();
    }, () => undefined);
  });
}

async function waiting(): Promise<boolean> {
  const known = await indexedDB.databases?.();
  return known === undefined || known.some(({ name }) => name === "huizhen-uploads");
}
