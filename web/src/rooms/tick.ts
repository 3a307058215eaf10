let context: AudioContext | null = null;

/** One soft tick: a message to me while I look elsewhere. Silent until the page was pressed once. */
export function tick(): void {
  try {
    context ??= new AudioContext();
    const at = context.currentTime;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = 880;
    volume.gain.setValueAtTime(0.06, at);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.09);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.1);
  } catch {
    // No sound device.
  }
}
