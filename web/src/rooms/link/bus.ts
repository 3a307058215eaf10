type Listener<T> = (value: T) => void;

/** Listeners by topic; a listener's fault does not keep the others from hearing. */
export class Bus<T> {
  readonly #listeners = new Map<string, Set<Listener<T>>>();

  /** `topic` may end in "*": "org:*" hears every hospital. Returns how to stop. */
  on(topic: string, listener: Listener<T>): () => void {
    const known = this.#listeners.get(topic) ?? new Set();
    known.add(listener);
    this.#listeners.set(topic, known);
    return () => known.delete(listener);
  }

  emit(topic: string, value: T): void {
    for (const [pattern, listeners] of this.#listeners) {
      const hears = pattern === topic || (pattern.endsWith("*") && topic.startsWith(pattern.slice(0, -1)));
      if (!hears) continue;
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          reportError(error);
        }
      }
    }
  }
}
