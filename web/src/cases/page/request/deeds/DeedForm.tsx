import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../../../i18n";
import { FormFoot } from "../../../../ui";
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
  const box = useRef<HTMLFormElement>(null);
  // Opened at the end of a long paper it would stand below what is seen of it.
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  const submit = async () => {
    if (await act(action, body())) go({ deed: null });
  };
  return (
    <form
      ref={box}
      class="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void submit();
      }}
    >
      {children}
      <FormFoot
        deed={word ?? t(`case.action.${action}`)}
        kind={filled ? "filled" : "outline"}
        disabled={!ready}
        busy={acting === action}
        onLeave={() => go({ deed: null })}
      />
    </form>
  );
}
