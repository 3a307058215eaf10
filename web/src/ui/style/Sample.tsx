import type { ComponentChildren } from "preact";

/** One component under its own name. */
export function Sample({ name, children, flush }: { name: string; children: ComponentChildren; flush?: boolean }) {
  return (
    <section class={`sample${flush ? " sample-flush" : ""}`}>
      <p class="sample-name">{name}</p>
      <div class="sample-body">{children}</div>
    </section>
  );
}
