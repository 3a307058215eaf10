import { render } from "preact";
import { act } from "preact/test-utils";
import { useRef } from "preact/hooks";
import { expect, it } from "vitest";
import { useOneTabStop } from "./useOneTabStop";

const onward = (_: HTMLElement, from: HTMLElement, key: string) =>
  key === "ArrowRight" ? ((from.nextElementSibling as HTMLElement | null) ?? from) : null;

function Row({ names }: { names: string }) {
  const row = useRef<HTMLDivElement>(null);
  useOneTabStop(row, "button", onward);
  return (
    <div ref={row}>
      {[...names].map((name) => (
        <button key={name} type="button">
          {name}
        </button>
      ))}
    </div>
  );
}

it("one item is the tab stop, and the one reached by keys becomes it", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const show = (names: string) => act(() => render(<Row names={names} />, place));
  const stops = () => [...place.querySelectorAll("button")].filter((each) => each.tabIndex === 0).map((each) => each.textContent);
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  await show("ab");
  expect(stops()).toEqual(["a"]);
  place.querySelector("button")?.focus();
  expect(press("ArrowRight")).toBe(true);
  expect([document.activeElement?.textContent, stops()]).toEqual(["b", ["b"]]);
  expect(press("PageDown")).toBe(false);
  await show("acd");
  await expect.poll(stops).toEqual(["a"]);
});
