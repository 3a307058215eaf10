import { useEffect, useState } from "preact/hooks";

/** How many days of the week stand beside one another on this screen. */
export function useShownDays(): number {
  const [count, setCount] = useState(shown);
  useEffect(() => {
    const look = () => setCount(shown());
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, []);
  return count;
}

const shown = () => (window.innerWidth < 720 ? 1 : window.innerWidth < 1000 ? 3 : 7);
