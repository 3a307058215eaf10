import { useState } from "preact/hooks";

export const EDIT_WITHIN = 5 * 60_000;

export function useEditing() {
  const [editing, setEditing] = useState(false);
  return { editing, edit: () => setEditing(true), done: () => setEditing(false) };
}
