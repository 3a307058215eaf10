import { t } from "../../i18n";
import { Dialog } from "../../ui";

const KEYS: readonly (readonly [string, string])[] = [
  ["M", "case.keys.composer"],
  ["O", "case.keys.opinion"],
  ["F", "case.keys.stage"],
  ["1 2 3", "case.keys.layouts"],
  ["L", "case.keys.caliper"],
  ["+ −", "case.keys.gain"],
  [", .", "case.keys.speed"],
  ["Alt+1…9", "case.keys.patients"],
  ["Alt+N", "case.keys.emergency"],
  ["?", "case.keys.list"],
];

export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={t("case.keys.title")} onClose={onClose}>
      <dl class="key-list">
        {KEYS.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
