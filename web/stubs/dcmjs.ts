/** Stands in for dcmjs, of which the viewer's libraries use only the logger. */
const quiet = (): void => undefined;

interface Logger {
  getLogger: () => Logger;
  trace: () => void;
  debug: () => void;
  info: () => void;
  warn: () => void;
  error: () => void;
  setLevel: () => void;
  getLevel: () => number;
}

export const log: Logger = {
  getLogger: () => ({ ...log }),
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  getLevel: () => 5,
};

export const constants = {};
