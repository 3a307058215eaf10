import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { plural, t } from "../../../i18n";
import { Check, Select } from "../../../ui";
import { manages, opensWith } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ListState } from "../../frame/ListState";
import type { Hospital, List } from "../../types";
import "./capabilities.css";
import { CapabilitySheet } from "./CapabilitySheet";
import { CapabilityTable, type Opened } from "./CapabilityTable";
import type { Capability } from "./types";

/** What a hospital has at hand: its partners look here before they send somebody back. */
export default function CapabilitiesPage() {
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const mine = hospitals.data?.items.filter((each) => manages(each.id)) ?? [];
  const [chosen, setChosen] = useState("");
  const org = mine.find((each) => each.id === chosen) ?? opensWith(mine);
  return (
    <AdminFrame section="capabilities">
      {hospitals.data === undefined && <ListState count={undefined} error={hospitals.error} empty="" onRetry={hospitals.reload} />}
      {org !== undefined && (
        <Capabilities key={org.id} org={org}>
          {mine.length > 1 && (
            <Select
              label={t("capability.hospital")}
              value={org.id}
              options={mine.map((each) => ({ value: each.id, text: each.name }))}
              onChange={setChosen}
            />
          )}
        </Capabilities>
      )}
    </AdminFrame>
  );
}

function Capabilities({ org, children }: { org: Hospital; children: ComponentChildren }) {
  const list = useResource<List<Capability>>(`/hospitals/${org.id}/capabilities`);
  const [missing, setMissing] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const items = list.data?.items;
  const unstated = items?.filter((each) => each.stated === null) ?? [];
  return (
    <>
      <p class="meta capability-about">{t("capability.about")}</p>
      <div class="admin-tools">
        {children}
        <Check checked={missing} onChange={setMissing}>
          {t("capability.only_unstated")}
        </Check>
        <p class="meta" role="status">
          {items && plural("capability.unstated_count", unstated.length)}
        </p>
      </div>
      <ListState
        count={missing && items ? unstated.length : items?.length}
        error={list.error}
        empty={t("capability.all_stated")}
        onRetry={list.reload}
        height={40}
      />
      {items !== undefined && <CapabilityTable org={org.id} items={missing ? unstated : items} onOpen={setOpened} onDone={list.reload} />}
      {opened !== null && (
        <CapabilitySheet
          org={org}
          item={opened.item}
          begins={opened.begins}
          onClose={() => setOpened(null)}
          onSaved={() => {
            setOpened(null);
            list.reload();
          }}
        />
      )}
    </>
  );
}
