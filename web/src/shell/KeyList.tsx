import { t } from "../i18n";
import { Dialog } from "../ui";

type Lines = readonly (readonly [string, string])[];

const GROUPS: readonly (readonly [string, Lines])[] = [
  [
    "shell.keys.everywhere",
    [
      ["Alt+N", "shell.keys.emergency"],
      ["Alt+1…9", "shell.keys.patients"],
      ["/", "shell.keys.search"],
      ["Esc", "shell.keys.close"],
      ["?", "shell.keys.list"],
    ],
  ],
  [
    "shell.keys.lists",
    [
      ["J K ↓ ↑", "shell.keys.rows"],
      ["Enter", "shell.keys.open"],
    ],
  ],
  [
    "shell.keys.case",
    [
      ["M", "shell.keys.composer"],
      ["O", "shell.keys.opinion"],
      ["F", "shell.keys.stage"],
    ],
  ],
  [
    "shell.keys.ecg",
    [
      ["1 2 3", "shell.keys.layouts"],
      ["L", "shell.keys.caliper"],
      ["+ −", "shell.keys.gain"],
      [", .", "shell.keys.speed"],
      ["PgUp PgDn", "shell.keys.pages"],
    ],
  ],
];

/** Every key of the product; `?` shows it on any page. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={t("shell.keys.title")} onClose={onClose}>
      {GROUPS.map(([group, lines]) => (
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
    </Dialog>
  );
}
