import { useState } from "preact/hooks";
import { serverNow } from "../api";
import { t } from "../i18n";
import { Button, Choice, Field } from "../ui";
import { useCasePage } from "../cases/page/state/context";
import type { AdoptionValue } from "../cases/detail";
import { fromBox, toBox } from "../i18n/zoned";

const VALUES: readonly AdoptionValue[] = ["adopted", "partly", "not"];

/** What the county did with the opinion: adopted, partly, not; with time and reason. */
export function RespondForm({ first }: { first: boolean }) {
  const { act, acting, go } = useCasePage();
  const [value, setValue] = useState<AdoptionValue | "">("");
  const [reason, setReason] = useState("");
  const [ordered, setOrdered] = useState(() => toBox(serverNow()));
  const needsReason = value !== "" && value !== "adopted";
  const orderAt = fromBox(ordered);
  const ready = value !== "" && (!needsReason || reason.trim() !== "");

  const record = async () => {
    // A box has no seconds: "now" may lie a moment ahead of the server.
    const at = orderAt !== null && Date.parse(orderAt) > serverNow() ? new Date(serverNow() - 1000).toISOString() : orderAt;
    if (await act("respond", { value, reason: reason.trim(), order_at: value === "not" ? null : at })) go({ deed: null });
  };
  return (
    <section class={`respond${value === "" ? "" : " respond-open"}`}>
      <Choice
        label={t(first ? "opinion.respond" : "opinion.respond_again")}
        value={value}
        onChange={(chosen) => setValue(chosen as AdoptionValue)}
        options={VALUES.map((each) => ({ value: each, text: t(`opinion.adoption.${each}`) }))}
      />
      {value !== "" && value !== "not" && (
        <Field type="datetime-local" label={t("opinion.order_at")} value={ordered} onInput={setOrdered} />
      )}
      {value !== "" && (
        <Field
          label={t(needsReason ? "opinion.reason_why" : "opinion.remark")}
          value={reason}
          onInput={setReason}
          rows={1}
          maxLength={1000}
          required={needsReason}
        />
      )}
      <Button kind={first ? "filled" : "outline"} disabled={!ready} busy={acting === "respond"} onClick={() => void record()}>
        {t("opinion.respond_do")}
      </Button>
    </section>
  );
}
