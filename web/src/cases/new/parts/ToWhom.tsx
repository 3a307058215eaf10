import { useEffect } from "preact/hooks";
import { me, useResource } from "../../../api";
import { t, tError } from "../../../i18n";
import { specialtyName } from "../../../i18n/vocabulary";
import { Field, Icon, Select } from "../../../ui";
import { phone as phoneIcon } from "../../../ui/icons";
import { ProtocolLine } from "../../forms/ProtocolLine";
import type { Template } from "../../forms/templates";
import { gapError, setText, type Form } from "../form";
import { keyOf, preset, type DestinationItem } from "./preset";
import { usualPartners } from "./usual";

/** One line: hospital and specialty, set by the template, changed in place. */
export function ToWhom({ form, template }: { form: Form; template: Template | undefined }) {
  const { draft } = form;
  const found = useResource<{ items: DestinationItem[] }>(
    draft.orgId === "" ? null : `/destinations?org=${draft.orgId}&service=consultation`,
  );
  const items = found.data?.items ?? [];
  useEffect(() => {
    if (draft.destinationChosen || found.data === undefined || template === undefined) return;
    const wanted = preset(template.specialties, items, usualPartners(me.peek()?.id ?? ""));
    const destination = wanted === null ? null : { partnership_id: wanted.partnership_id, specialty: wanted.specialty };
    if (keyOf(destination) !== keyOf(draft.destination)) form.change((old) => ({ ...old, destination }));
  }, [template, draft.destinationChosen, found.data]);

  const chosen = items.find((each) => keyOf(each) === keyOf(draft.destination));
  const choose = (key: string) => {
    const item = items.find((each) => keyOf(each) === key);
    if (item === undefined) return;
    const destination = { partnership_id: item.partnership_id, specialty: item.specialty };
    form.change((old) => ({ ...old, destination, destinationChosen: true }));
  };
  return (
    <section class="new-part" aria-labelledby="new-to">
      <h2 id="new-to">{t("new.to_whom")}</h2>
      {found.data !== undefined && items.length === 0 && <p class="new-none">{t("new.no_partner")}</p>}
      {found.data === undefined && found.error !== undefined && <p class="new-none">{tError(found.error)}</p>}
      {(items.length > 0 || draft.destination !== null) && (
        <Select
          id="new-destination"
          label={t("new.destination")}
          value={keyOf(draft.destination)}
          empty={draft.destination === null ? t("new.destination_choose") : undefined}
          options={items.map((each) => ({ value: keyOf(each), text: nameOf(each) }))}
          error={gapError(form, "destination")}
          onChange={choose}
        />
      )}
      {chosen && <Reached item={chosen} />}
      {chosen && <ProtocolLine org={{ id: chosen.org_id, name: chosen.org_name }} template={draft.template} />}
      <Field
        label={t("new.text.callback_phone")}
        type="tel"
        value={draft.texts.callback_phone}
        hint={t("new.callback_about")}
        onInput={(text) => setText(form, "callback_phone", text)}
      />
    </section>
  );
}

const nameOf = (item: DestinationItem) =>
  [item.department_name ?? specialtyName(item.specialty), item.org_name].join(" · ");

function Reached({ item }: { item: DestinationItem }) {
  const experts = item.experts.map((each) => [each.name, each.title].filter(Boolean).join(" "));
  return (
    <div class="new-reached">
      <p>{experts.length > 0 ? t("new.experts", { names: experts }) : t("new.experts_none")}</p>
      {item.org_phone && (
        <a class="person-phone" href={`tel:${item.org_phone.replace(/[^\d+]/g, "")}`}>
          <Icon of={phoneIcon} size={16} />
          {item.org_phone}
        </a>
      )}
    </div>
  );
}
