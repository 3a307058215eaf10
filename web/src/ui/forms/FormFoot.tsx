import { t } from "../../i18n";
import { Button, type ButtonProps } from "./Button";
import "./forms.css";

interface FormFootProps extends Pick<ButtonProps, "kind" | "tone" | "size" | "busy" | "disabled"> {
  /** What the form does, on the button that sends it. */
  deed: string;
  onLeave: () => void;
}

/** The foot of a small form in place: its deed, and the way out. */
export function FormFoot({ deed, onLeave, ...look }: FormFootProps) {
  return (
    <div class="form-foot">
      <Button type="submit" {...look}>
        {deed}
      </Button>
      <Button kind="text" onClick={onLeave} {...(look.size && { size: look.size })}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
