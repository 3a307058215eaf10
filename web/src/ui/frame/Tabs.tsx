import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import "./frame.css";

export interface TabsProps {
  label: string;
  /** Ids are `${id}-tab-…` and `${id}-panel-…`. */
  id: string;
  tabs: readonly { id: string; text: ComponentChildren; count?: number }[];
  current: string;
  onSelect: (id: string) => void;
}

/** Segments in one line; arrows move, Home and End jump. Pair with TabPanel. */
export function Tabs({ label, id, tabs, current, onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const target = moves[event.key];
    if (target === undefined) return;
    const next = tabs[(target + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-tab-${next.id}`)}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={`${id}-tab-${tab.id}`}
          type="button"
          role="tab"
          class="tab"
          aria-selected={tab.id === current}
          aria-controls={tab.id === current ? `${id}-panel-${tab.id}` : undefined}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.text}
          {tab.count !== undefined && tab.count > 0 && <span class="tab-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** What the current tab shows. */
export function TabPanel({ id, tab, children }: { id: string; tab: string; children: ComponentChildren }) {
  return (
    <div class="tab-panel" role="tabpanel" id={`${id}-panel-${tab}`} aria-labelledby={`${id}-tab-${tab}`}>
      {children}
    </div>
  );
}
