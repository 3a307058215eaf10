import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { api, loadSession, session } from "../../api";

/** Shared by all tabs: when somebody last touched this device, whose screen is locked, who is logged in. */
const TOUCHED = "huizhen.touched";
const LOCKED = "huizhen.locked";
const WHO = "huizhen.who";
const LOOK_EVERY = 5_000;
const NOTE_EVERY = 2_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

const shut = signal(false);

/** Whether the screen waits for the password of whoever is logged in. */
export const locked: ReadonlySignal<boolean> = shut;

/** What this page remembers where the browser forbids a store. */
const memory = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value === null) memory.delete(key);
    else memory.set(key, value);
  }
}

/** Locks this device's screens now; whoever has a given password is let change it first. */
export function lock(): void {
  const who = session.peek();
  if (!who || who.must_change_password) return;
  write(LOCKED, who.person.id);
  shut.value = true;
}

/** Opens the screens again; throws the server's refusal. */
export async function unlock(password: string): Promise<void> {
  await api.post("/session/unlock", { password });
  open();
}

function open(): void {
  touch();
  write(LOCKED, null);
  shut.value = false;
}

function touch(): void {
  write(TOUCHED, String(Date.now()));
}

/** Milliseconds without a touch after which the screen locks; null never. */
function patience(): number | null {
  const minutes = session.peek()?.idle_lock_minutes ?? 0;
  return minutes > 0 ? minutes * 60_000 : null;
}

function look(): void {
  const limit = patience();
  if (shut.peek() || limit === null || !session.peek()) return;
  const last = Number(read(TOUCHED));
  // A clock set back makes no screen stay open.
  if (Math.abs(Date.now() - last) >= limit) lock();
}

/** Watches for idleness from login to logout; a reload or another tab changes nothing. */
export function startLock(): () => void {
  let noted = 0;
  let owner: string | null | undefined;
  const touched = (event: Event) => {
    if (shut.peek()) {
      // No shortcut hears a key; what a key does by itself in the lock's own field it still does.
      if (event.type === "keydown") event.stopImmediatePropagation();
      return;
    }
    if (Date.now() - noted < NOTE_EVERY) return;
    look();
    if (shut.peek()) return;
    noted = Date.now();
    touch();
  };
  const elsewhere = (event: StorageEvent) => {
    const person = session.peek()?.person.id;
    if (event.key === LOCKED && person !== undefined) shut.value = event.newValue === person;
    // Another tab logged somebody else in: this one must not go on in the first one's name.
    if (event.key === WHO && event.newValue !== (person ?? null)) loadSession().catch(() => undefined);
  };
  const stop = effect(() => {
    const person = session.value?.person.id ?? null;
    if (session.value === undefined || person === owner) return;
    const cameIn = owner === null;
    owner = person;
    write(WHO, person);
    if (person === null || cameIn) {
      write(LOCKED, null);
      touch();
      shut.value = false;
    } else {
      shut.value = read(LOCKED) === person;
      look();
    }
  });
  for (const kind of TOUCHES) window.addEventListener(kind, touched, { capture: true, passive: true });
  window.addEventListener("storage", elsewhere);
  document.addEventListener("visibilitychange", look);
  const timer = window.setInterval(look, LOOK_EVERY);
  return () => {
    stop();
    window.clearInterval(timer);
    for (const kind of TOUCHES) window.removeEventListener(kind, touched, { capture: true });
    window.removeEventListener("storage", elsewhere);
    document.removeEventListener("visibilitychange", look);
  };
}
