import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Menu, MenuItem } from "../../../ui";
import { arrowRight, download, ellipsis, Icon, undo2 } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import type { Material } from "../../detail";
import { RemoveSheet } from "./RemoveSheet";
import { titleOf } from "./titles";

/** What may be done with the chosen material. */
export function MaterialMenu({ material }: { material: Material }) {
  const { detail } = useCasePage();
  const [removing, setRemoving] = useState<"withdraw" | "move" | null>(null);
  const original = material.ecg?.original_url ?? material.attachment?.original_url;
  const removable = detail.allowed.includes("remove_material") && material.removed === null;
  if (!original && !removable) return null;
  return (
    <>
      <Menu side="above-end" buttonClass="film-menu" label={t("case.material.menu", { title: titleOf(material) })} button={<Icon of={ellipsis} />}>
        {(close) => (
          <>
            <p class="menu-note">
              <strong>{titleOf(material)}</strong>
            </p>
            {original && (
              <a class="menu-item" href={original} download>
                <Icon of={download} size={16} />
                {t("case.material.original")}
              </a>
            )}
            {removable &&
              (["withdraw", "move"] as const).map((deed) => (
                <MenuItem
                  key={deed}
                  icon={<Icon of={deed === "move" ? arrowRight : undo2} size={16} />}
                  onPress={() => {
                    close();
                    setRemoving(deed);
                  }}
                >
                  {t(`case.material.${deed}`)}
                </MenuItem>
              ))}
          </>
        )}
      </Menu>
      {removing && <RemoveSheet material={material} deed={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
