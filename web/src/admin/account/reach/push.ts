import { api } from "../../../api";

const WORKER = "/push.js";

/** Browsers wake a page only on https (or this machine) and if they have the means. */
export const mayPush = () => window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window;

async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration(WORKER);
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** Whether this browser is woken for calls. */
export const pushHere = async (): Promise<boolean> => mayPush() && (await subscription()) !== null;

/** Asks the browser's permission; throws DOMException when it is refused. */
export async function subscribeHere(key: string): Promise<void> {
  await navigator.serviceWorker.register(WORKER);
  const worker = await navigator.serviceWorker.ready;
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: fromBase64Url(key) });
  const { endpoint, keys } = made.toJSON();
  try {
    await api.post("/me/push", { endpoint, keys, device: navigator.userAgent.slice(0, 200) });
  } catch (error) {
    await made.unsubscribe();
    throw error;
  }
}

export async function unsubscribeHere(): Promise<void> {
  const made = await subscription();
  if (made === null) return;
  await made.unsubscribe();
  await api.post("/me/push/stop", { endpoint: made.endpoint });
}

/** The server's public key as the browser wants it. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
