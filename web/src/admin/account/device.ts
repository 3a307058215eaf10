const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/MicroMessenger\//, "WeChat"],
  [/QQBrowser\//, "QQ Browser"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(?:e|ium)\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Chrome · Windows" of what a browser says of itself; null when it says nothing we know. */
export function deviceOf(userAgent: string): string | null {
  const named = (table: typeof BROWSERS) => table.find(([sign]) => sign.test(userAgent))?.[1];
  const known = [named(BROWSERS), named(SYSTEMS)].filter((part) => part !== undefined);
  return known.length > 0 ? known.join(" · ") : null;
}
