import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { serverNow } from "../../api";
import type { Outgoing, Ptr, State } from "../link/frames";
import { Pointers, type Pointed, type Pointer } from "./pointers";
import { readView, type SharedView } from "./view";
import { Steady } from "./steady";

/** Below the twenty views a second that the server takes. */
const EVERY = 60;
const LOADING_EVERY = 500;
const ALL_HERE = 100;

interface Options {
  room: string;
  me: string;
  send: (frame: Outgoing) => boolean;
}

/** What one person shows to the others in the room, and whether it is looked at here. */
export class Viewing {
  readonly #options: Options;
  readonly #presenter = signal<string | null>(null);
  readonly #shown = signal<SharedView | null>(null);
  readonly #presenting = signal(false);
  readonly #following = signal(false);
  readonly #ended = signal<string | null>(null);
  readonly #pointers = new Pointers();
  readonly #views: Steady<SharedView>;
  readonly #points: Steady<Pointed>;
  readonly #arrivals: Steady<number>;
  readonly #loading = signal<ReadonlyMap<string, number>>(new Map());
  #own: SharedView | null = null;
  #sent = "";
  #clk = 0;
  #pointed = "";
  #arrived = ALL_HERE;

  /** The moment of a replay; it goes before what is shown now. */
  readonly replayed: Signal<SharedView | null> = signal(null);
  readonly pointedThen: Signal<readonly Pointer[] | null> = signal(null);
  /** Where others point, or pointed at the moment of a replay. */
  readonly pointers: ReadonlySignal<readonly Pointer[]> = computed(() => (this.replayed.value === null ? null : this.pointedThen.value) ?? this.#pointers.all.value);
  /** What the stage has to show instead of what its own hand chose. */
  readonly led: ReadonlySignal<SharedView | null> = computed(() => this.replayed.value ?? (this.#following.value ? this.#shown.value : null));

  constructor(options: Options) {
    this.#options = options;
    this.#views = new Steady(EVERY, (view) => this.#show(view));
    this.#points = new Steady(EVERY, (at) => {
      this.#pointed = at.i;
      options.send({ t: "ptr", room: options.room, ...at });
    });
    this.#arrivals = new Steady(LOADING_EVERY, (percent) => {
      if (percent === this.#arrived) return;
      this.#arrived = percent;
      options.send({ t: "loading", room: options.room, percent });
    });
  }

  /** At whom what is shown has not arrived yet, and how much of it has, in per cent. */
  get loading(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#loading;
  }
  /** Who shows their view, in whichever window. */
  get presenter(): ReadonlySignal<string | null> {
    return this.#presenter;
  }
  /** This window is what the others see. */
  get presenting(): ReadonlySignal<boolean> {
    return this.#presenting;
  }
  get following(): ReadonlySignal<boolean> {
    return this.#following;
  }
  /** Who stopped showing while one followed, until that was read. */
  get ended(): ReadonlySignal<string | null> {
    return this.#ended;
  }

  // ---- deeds of this window

  present(on: boolean): void {
    if (on === this.#presenting.peek()) return;
    const said = this.#options.send({ t: "present", room: this.#options.room, on });
    // Without a line nothing begins; what ends has ended for the server with the line.
    if (on && !said) return;
    this.free();
    this.#presenting.value = on;
    this.#sent = "";
    this.#views.drop();
    if (on && this.#own !== null) this.#views.give(this.#own);
    if (!on) this.point(null);
  }

  follow(): void {
    if (this.#presenter.peek() === null || this.#presenting.peek()) return;
    this.#ended.value = null;
    this.#following.value = true;
  }

  /** One key for it all: go along with whoever shows, or show; or stop doing so. */
  join(): void {
    if (this.#following.peek()) this.free();
    else if (this.#presenter.peek() === null || this.#presenting.peek()) this.present(!this.#presenting.peek());
    else this.follow();
  }

  free(): void {
    this.replayed.value = null;
    this.arrive(ALL_HERE);
    this.#following.value = false;
    this.#ended.value = null;
    this.point(null);
  }

  /** The stage of this window goes: nothing of it can be shown. */
  leave(): void {
    this.present(false);
    this.free();
    this.#own = null;
  }

  /** How the stage looks now; that only a material lies there says less than what is known of it. */
  tell(view: SharedView): void {
    if (view.kind === "material" && this.#own?.material === view.material) return;
    this.#own = view;
    if (this.#presenting.peek()) this.#views.give(view);
  }

  /** Where the hand is on the picture; others see it while one shows or follows. */
  point(at: Pointed | null): void {
    if (at !== null) {
      if (this.#presenting.peek() || this.#following.peek()) this.#points.give(at);
      return;
    }
    this.#points.drop();
    if (this.#pointed !== "") this.#options.send({ t: "ptr", room: this.#options.room, i: this.#pointed });
    this.#pointed = "";
  }

  /** How much of what is followed is here, in per cent. */
  arrive(percent: number): void {
    if (this.#following.peek()) this.#arrivals.give(percent);
  }

  #show(view: SharedView): void {
    const written = JSON.stringify(view);
    if (written === this.#sent) return;
    // Grows over reloads of the page too: an older one would not be shown.
    this.#clk = Math.max(this.#clk + 1, Math.floor(serverNow()));
    if (this.#options.send({ t: "state", room: this.#options.room, k: "view", clk: this.#clk, v: view })) this.#sent = written;
  }

  // ---- what the line says

  joined(presenter: string | null, states: readonly State[]): void {
    for (const state of states) this.heardState(state);
    // The line was cut and nobody took over meanwhile: this window still shows.
    const again = presenter === null && this.#presenting.peek();
    if (!again) this.heardPresenter(presenter);
    else {
      this.#presenting.value = false;
      this.present(true);
    }
  }

  heardPresenter(who: string | null): void {
    const before = this.#presenter.peek();
    this.#presenter.value = who;
    if (who !== this.#options.me) this.#presenting.value = false;
    if (who !== null) this.#ended.value = null;
    if (who === null && this.#following.peek()) {
      this.arrive(ALL_HERE);
      this.#following.value = false;
      this.#ended.value = before;
    }
  }

  heardState({ v }: State): void {
    const view = readView(v);
    if (view !== null) this.#shown.value = view;
  }

  heardPtr({ by, i, x, y }: Ptr): void {
    if (x === null || y === null) this.#pointers.left(by);
    else this.#pointers.moved(by, { i, x, y });
  }

  heardLoading(who: string, percent: number): void {
    const next = new Map(this.#loading.peek());
    if (percent < ALL_HERE) next.set(who, percent);
    else next.delete(who);
    this.#loading.value = next;
  }

  /** Somebody is not in the room any more. */
  left(who: string): void {
    this.#pointers.left(who);
    if (this.#loading.peek().has(who)) this.heardLoading(who, ALL_HERE);
  }

  /** Somebody else took it between our words. */
  refused(): void {
    this.#presenting.value = false;
  }

  lineLost(): void {
    this.#views.drop();
    this.#points.drop();
    this.#arrivals.drop();
    this.#arrived = ALL_HERE;
    this.#loading.value = new Map();
    this.#pointers.clear();
  }
}
