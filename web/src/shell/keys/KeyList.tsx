import { t } from "../../i18n";
import { Dialog } from "../../ui";

type Lines = readonly (readonly [string, string])[];

/** Every key of the product by where it works; a test holds the viewers' keys to it. */
export const KEYS: readonly (readonly [string, Lines])[] = [
  [
    "shell.keys.everywhere",
    [
      ["Alt+N", "shell.keys.emergency"],
      ["Alt+1…9", "shell.keys.patients"],
      ["/ Ctrl+K", "shell.keys.search"],
      ["Tab", "shell.keys.tab"],
      ["Esc", "shell.keys.close"],
      ["?", "shell.keys.list"],
    ],
  ],
  [
    "shell.keys.lists",
    [
      ["J K ↓ ↑", "shell.keys.rows"],
      ["Enter", "shell.keys.open"],
      ["Space", "shell.keys.next_reading"],
    ],
  ],
  [
    "shell.keys.case",
    [
      ["M", "shell.keys.composer"],
      ["O", "shell.keys.opinion"],
      ["F", "shell.keys.stage"],
      ["V", "shell.keys.sharing"],
    ],
  ],
  [
    "shell.keys.room",
    [
      ["Enter", "shell.keys.send"],
      ["Shift+Enter", "shell.keys.line"],
      ["@", "shell.keys.mention"],
    ],
  ],
  [
    "shell.keys.ecg",
    [
      ["1 2 3", "shell.keys.layouts"],
      ["L", "shell.keys.caliper"],
      ["+ −", "shell.keys.gain"],
      [", .", "shell.keys.speed"],
      ["0", "shell.keys.usual"],
      ["PgUp PgDn", "shell.keys.pages"],
    ],
  ],
  [
    "shell.keys.images",
    [
      ["↓ ↑", "shell.keys.slices"],
      ["PgUp PgDn", "shell.keys.leap"],
      ["Home End", "shell.keys.ends"],
      ["[ ]", "shell.keys.series"],
      ["1…9", "shell.keys.windows"],
      ["+ −", "shell.keys.zoom"],
      ["L", "shell.keys.length"],
      ["Del", "shell.keys.unmeasure"],
      ["I", "shell.keys.invert"],
      ["P", "shell.keys.play"],
      ["0", "shell.keys.usual"],
    ],
  ],
];

/** Every key of the product; `?` shows it on any page. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={t("shell.keys.title")} onClose={onClose}>
      <p class="key-about">{t("shell.keys.about")}</p>
      <div class="key-lists">
      {KEYS.map(([group, lines]) => (
        <section key={group} class="key-list">
          <h3>{t(group)}</h3>
          <dl>
            {lines.map(([key, word]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(word)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      </div>
    </Dialog>
  );
}
