import { signal, type ReadonlySignal } from "@preact/signals";
import { ringSamples } from "./tones";

const allowed = signal(false);
/** Whether this tab may make sound; browsers allow it only after a press in it. */
export const soundAllowed: ReadonlySignal<boolean> = allowed;

let context: AudioContext | null = null;
let bell: AudioBufferSourceNode | null = null;

function device(): AudioContext | null {
  try {
    if (context === null) {
      context = new AudioContext();
      context.addEventListener("statechange", () => {
        allowed.value = context?.state === "running";
      });
    }
  } catch {
    // No sound device.
  }
  return context;
}

/** Call from a press; tells whether the tab can be heard now. */
export async function allowSound(): Promise<boolean> {
  const found = device();
  if (found === null) return false;
  try {
    await found.resume();
  } catch {
    return false;
  }
  allowed.value = found.state === "running";
  return allowed.value;
}

/** The emergency's two tones, over and over until told to stop; begins once the tab is allowed to. */
export function ring(on: boolean): void {
  if (!on) {
    bell?.stop();
    bell = null;
  } else if (bell === null && device()?.state === "running") {
    allowed.value = true;
    bell = play(true);
  }
}

/** The two tones once, for the test. */
export function ringOnce(): void {
  const once = play(false);
  once?.stop((context?.currentTime ?? 0) + 1.2);
}

function play(loop: boolean): AudioBufferSourceNode | null {
  const found = device();
  if (found === null) return null;
  const samples = ringSamples(found.sampleRate);
  const buffer = found.createBuffer(1, samples.length, found.sampleRate);
  buffer.copyToChannel(samples, 0);
  const source = found.createBufferSource();
  source.buffer = buffer;
  source.loop = loop;
  source.connect(found.destination);
  source.start();
  return source;
}

/** Any press anywhere lets the tab be heard from then on. */
export function allowSoundOnPress(): () => void {
  const pressed = () => {
    void allowSound().then((can) => {
      if (can) stop();
    });
  };
  const stop = () => {
    window.removeEventListener("pointerup", pressed, true);
    window.removeEventListener("keydown", pressed, true);
  };
  window.addEventListener("pointerup", pressed, true);
  window.addEventListener("keydown", pressed, true);
  return stop;
}
