/** The last that fits; `findLast` is typed only from ES2023, which brings what the floor lacks. */
export function lastOf<T>(all: readonly T[], fits: (each: T) => boolean): T | undefined {
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const each = all[index];
    if (each !== undefined && fits(each)) return each;
  }
  return undefined;
}
