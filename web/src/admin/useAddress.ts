import { useLocation } from "preact-iso";
import { useRef } from "preact/hooks";

type Changes = Readonly<Record<string, string | null>>;

/** The page's own address with some of its query changed; null takes a parameter away. */
export function addressWith(path: string, query: Readonly<Record<string, string>>, changes: Changes): string {
  const wanted = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") wanted.delete(name);
    else wanted.set(name, value);
  }
  const text = wanted.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Filters and open sheets live in the address: it can be sent, and Back closes a sheet. */
export function useAddress() {
  const { path, query, route } = useLocation();
  const opened = useRef(false);
  return {
    query,
    to: (changes: Changes) => addressWith(path, query, changes),
    replace: (changes: Changes) => route(addressWith(path, query, changes), true),
    /** For the links and buttons that open a sheet. */
    opens: () => {
      opened.current = true;
    },
    open: (changes: Changes) => {
      opened.current = true;
      route(addressWith(path, query, changes));
    },
    /** Goes back to the list where it was left; an address that was sent has no such way back. */
    close: (changes: Changes) => {
      if (opened.current) window.history.back();
      else route(addressWith(path, query, changes), true);
      opened.current = false;
    },
  };
}
