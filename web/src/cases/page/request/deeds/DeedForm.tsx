import type { ComponentChildren } from "preact";
import { t } from "../../../../i18n";
import { Button } from "../../../../ui";
import { useCasePage } from "../../state/context";

interface DeedFormProps {
  action: string;
  ready: boolean;
  /** What the server is told; the form closes when it was done. */
  body: () => Record<string, unknown>;
  /** The deed's word, where it is not the action's. */
  word?: string;
  filled?: boolean;
  children: ComponentChildren;
}

/** The few fields a deed needs, with the deed as its button. */
export function DeedForm({ action, ready, body, word, filled = false, children }: DeedFormProps) {
  const { act, acting, go } = useCasePage();
  const submit = async () => {
    if (await act(action, body())) go({ deed: null });
  };
  return (
    <form
      class="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      {children}
      <div class="deeds-row">
        <Button type="submit" kind={filled ? "filled" : "outline"} disabled={!ready} busy={acting === action}>
          {word ?? t(`case.action.${action}`)}
        </Button>
        <Button kind="text" onClick={() => go({ deed: null })}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
