import { batch, computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { api, hasRole, me, serverNow, session } from "../api";
import { live } from "../rooms";
import { callingIn, urgentIn, type Row, type Worklist } from "./board";

const GATHER = 300;
const WITHOUT_SOCKET = 30_000;

const data = signal<Worklist | null>(null);
const failure = signal<unknown>(null);
const at = signal<number | null>(null);

/** What waits for whoever is logged in; kept while it is asked again. */
export const worklist = {
  data: data as ReadonlySignal<Worklist | null>,
  error: failure as ReadonlySignal<unknown>,
  loadedAt: at as ReadonlySignal<number | null>,
};
/** Emergencies that call this person now, wherever in the product they are. */
export const calling: ReadonlySignal<readonly Row[]> = computed(() => callingIn(data.value?.groups ?? []));

/** Cases with an urgent message this person has not acknowledged. */
export const urgent: ReadonlySignal<readonly Row[]> = computed(() => urgentIn(data.value?.groups ?? []));

let watchers = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | null = null;
let again = false;

/** Whoever may be called must hear it on any page. */
const mayBeCalled = () => hasRole(["expert", "reviewer", "coordinator"]);
const wanted = () => watchers > 0 || calling.peek().length > 0 || urgent.peek().length > 0;

/** Asks for the list now; a call while one is under way asks once more afterwards. */
export async function refresh(): Promise<void> {
  clearTimeout(timer);
  if (asking !== null) {
    again = true;
    return;
  }
  const abort = new AbortController();
  asking = abort;
  try {
    const found = await api.get<Worklist>("/worklist", { signal: abort.signal });
    if (abort.signal.aborted) return;
    batch(() => {
      data.value = found;
      at.value = serverNow();
      failure.value = null;
    });
  } catch (error) {
    if (!abort.signal.aborted) failure.value = error;
  } finally {
    if (asking === abort) asking = null;
  }
  if (again && asking === null) {
    again = false;
    await refresh();
  }
}

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void refresh(), GATHER);
}

/** While a page shows the list it is kept fresh. Returns how to stop. */
export function watchWorklist(): () => void {
  watchers += 1;
  void refresh();
  return () => {
    watchers -= 1;
  };
}

function forget(): void {
  asking?.abort();
  asking = null;
  again = false;
  clearTimeout(timer);
  batch(() => {
    data.value = null;
    at.value = null;
    failure.value = null;
  });
}

/** Listens from login to logout; one per tab. */
export function startWorklist(): () => void {
  let owner: string | null = null;
  const nudged = () => {
    if (owner !== null && (wanted() || mayBeCalled())) soon();
  };
  const stops = [
    effect(() => {
      const who = session.value;
      // With a password somebody else has set, the server shows no list yet.
      const person = who && !who.must_change_password ? who.person.id : null;
      if (person === owner) return;
      owner = person;
      forget();
      if (person !== null && (watchers > 0 || mayBeCalled())) void refresh();
    }),
    live.onNews(["person:*", "org:*"], nudged),
    live.onAlarm(() => {
      if (me.peek() !== null) void refresh();
    }),
  ];
  const poll = setInterval(() => {
    if (live.state.peek() !== "open") nudged();
  }, WITHOUT_SOCKET);
  return () => {
    for (const stop of stops) stop();
    clearInterval(poll);
    forget();
  };
}
