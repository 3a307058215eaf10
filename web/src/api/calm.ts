/** Does `act` soon after it was asked for, and then again at most once per `between` (ms), however
 *  often it is asked; what was asked last is never left out. */
export function calmly(act: () => void, soon: number, between: number): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const ask = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      last = performance.now();
      act();
    }, Math.max(soon, last + between - performance.now()));
  };
  return { ask, stop: () => clearTimeout(timer) };
}
