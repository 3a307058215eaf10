import { circleAlert, Icon } from "../../ui/icons";

/** What failed and belongs to no single field. */
export function Failure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p class="admin-failure" role="alert">
      <Icon of={circleAlert} size={16} />
      {text}
    </p>
  );
}
