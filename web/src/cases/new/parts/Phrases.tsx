/** One-tap phrases of a template, under the box they go into. */
export function Phrases({ label, phrases, onPick }: { label: string; phrases: readonly string[]; onPick: (phrase: string) => void }) {
  if (phrases.length === 0) return null;
  return (
    <div class="new-phrases" role="group" aria-label={label}>
      {phrases.map((each) => (
        <button key={each} type="button" onClick={() => onPick(each)}>
          {each}
        </button>
      ))}
    </div>
  );
}
