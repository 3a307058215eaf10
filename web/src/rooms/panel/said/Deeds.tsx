import { now } from "../../../api";
import { t } from "../../../i18n";
import { Menu, MenuItem } from "../../../ui";
import { ellipsis, Icon } from "../../../ui/icons";
import type { Reading } from "../reading";
import type { Told } from "../../store/thread";
import { useCast } from "../people";
import { EDIT_WITHIN } from "./editing";

/** What one may do to a message; the server decides, this only offers what may succeed. */
export function Deeds({ room, told, onEdit, onMarks }: { room: Reading; told: Told; onEdit: () => void; onMarks: () => void }) {
  const { me } = useCast();
  const { message } = told;
  const mine = message.from === me;
  const sealed = message.seq <= room.sealedUpTo.value;
  const young = now.value - Date.parse(message.at) < EDIT_WITHIN;
  const answer = () => {
    room.replyTo.value = message.seq;
    document.getElementById("composer")?.focus();
  };
  return (
    <Menu label={t("room.deeds")} button={<Icon of={ellipsis} size={16} />} buttonClass="said-deeds" side="below">
      {(close) => {
        const then = (deed: () => void) => () => {
          close();
          deed();
        };
        return (
          <>
            <MenuItem onPress={then(answer)}>{t("room.reply")}</MenuItem>
            <MenuItem onPress={then(onMarks)}>{t("room.marks")}</MenuItem>
            {mine && !sealed && young && message.kind === "text" && <MenuItem onPress={then(onEdit)}>{t("room.edit")}</MenuItem>}
            {mine && !sealed && (
              <MenuItem onPress={then(() => void room.say({ kind: "withdraw", body: {}, target: message.seq }))}>{t("room.withdraw")}</MenuItem>
            )}
          </>
        );
      }}
    </Menu>
  );
}
