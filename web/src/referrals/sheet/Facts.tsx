import type { ComponentChildren } from "preact";

export type Fact = readonly [label: string, value: ComponentChildren];

/** Label and what was written, in the order of the paper; what nobody wrote is left out. */
export function Facts({ title, facts, children }: { title?: string; facts: readonly Fact[]; children?: ComponentChildren }) {
  const said = facts.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  if (said.length === 0 && !children) return null;
  return (
    <section class="referral-part">
      {title && <h2>{title}</h2>}
      <dl class="referral-facts">
        {said.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}
