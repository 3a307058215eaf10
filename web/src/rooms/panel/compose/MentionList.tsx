import { t } from "../../../i18n";
import type { Callable } from "./mentions";

interface MentionListProps {
  id: string;
  choices: readonly Callable[];
  current: number;
  onPick: (choice: Callable) => void;
}

/** Who may be meant by the @ being written; arrows and Enter choose. */
export function MentionList({ id, choices, current, onPick }: MentionListProps) {
  return (
    <div class="mention-list" id={id} role="listbox" aria-label={t("room.mention")}>
      {choices.map((choice, index) => (
        <button
          key={choice.name}
          type="button"
          role="option"
          id={`${id}-${index}`}
          aria-selected={index === current}
          tabIndex={-1}
          // The caret stays in the text.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(choice)}
        >
          @{choice.name}
        </button>
      ))}
    </div>
  );
}
