import { useEffect, useRef, useState } from "preact/hooks";
import { me } from "../../api";
import { addFiles, onArrived } from "../../upload";
import { filesIn, forgetFolder, keepFolder, keptFolder, markOf, pickFolder, type Directory } from "./folder";

const EVERY = 3_000;

export interface WatchedState {
  /** `asking`: the browser wants a press before it lets the page look again; `gone`: it is not there. */
  state: "off" | "asking" | "on" | "gone";
  name: string;
  sent: number;
  lastAt: number | null;
  choose: () => void;
  goOn: () => void;
  stop: () => void;
}

/** Sends each file that appears in the chosen folder, once its recorder has finished writing it. */
export function useWatched(orgId: string): WatchedState {
  const key = `${me.peek()?.id ?? ""} ${orgId}`;
  const [directory, setDirectory] = useState<Directory | null>(null);
  const [state, setState] = useState<WatchedState["state"]>("off");
  const [sent, setSent] = useState(0);
  const [lastAt, setLastAt] = useState<number | null>(null);
  const seen = useRef(new Set<string>());
  const underWay = useRef(new Map<string, string>());

  useEffect(() => {
    void keptFolder(key).then(async (kept) => {
      if (kept === null) return;
      seen.current = new Set(kept.seen);
      setDirectory(kept.directory);
      setState((await kept.directory.queryPermission({ mode: "read" })) === "granted" ? "on" : "asking");
    });
  }, [key]);

  // Only what the server has is not sent again after a reload.
  useEffect(
    () =>
      onArrived((item) => {
        const mark = item.orgId === orgId ? underWay.current.get(`${item.name} ${item.size}`) : undefined;
        if (mark === undefined || directory === null) return;
        seen.current.add(mark);
        setSent((n) => n + 1);
        setLastAt(Date.now());
        void keepFolder({ key, directory, seen: [...seen.current] });
      }),
    [directory, orgId, key],
  );

  useEffect(() => {
    if (state !== "on" || directory === null) return undefined;
    const before = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      try {
        const files = await filesIn(directory);
        if (stopped) return;
        for (const file of files) {
          const mark = markOf(file);
          const name = `${file.name} ${file.size}`;
          if (seen.current.has(mark) || underWay.current.get(name) === mark) continue;
          // A recorder still writing changes it; what is the same twice is finished.
          if (before.has(mark)) {
            underWay.current.set(name, mark);
            addFiles({ caseId: null, orgId }, [file]);
          }
          before.add(mark);
        }
        timer = setTimeout(() => void look(), EVERY);
      } catch {
        if (!stopped) setState("gone");
      }
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [state, directory, orgId]);

  const choose = async () => {
    const picked = await pickFolder();
    if (picked === null) return;
    // What lies there already was recorded before; only what comes from now on is sent.
    seen.current = new Set((await filesIn(picked).catch(() => [])).map(markOf));
    await keepFolder({ key, directory: picked, seen: [...seen.current] });
    setDirectory(picked);
    setState("on");
  };
  const goOn = async () => {
    if ((await directory?.requestPermission({ mode: "read" })) === "granted") setState("on");
  };
  const stop = () => {
    setState("off");
    setDirectory(null);
    void forgetFolder(key);
  };
  return { state, name: directory?.name ?? "", sent, lastAt, choose: () => void choose(), goOn: () => void goOn(), stop };
}
