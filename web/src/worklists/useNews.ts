import { useEffect } from "preact/hooks";
import { live } from "../rooms";

const GATHER = 300;

/** Calls `reload` soon after anything of one's hospitals moved, and every `poll` ms for what no event tells. */
export function useNews(reload: () => void, poll: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, GATHER);
    };
    const stop = live.onNews(["org:*", "person:*"], soon);
    const now = setInterval(soon, poll);
    return () => {
      stop();
      clearInterval(now);
      clearTimeout(timer);
    };
  }, [reload, poll]);
}
