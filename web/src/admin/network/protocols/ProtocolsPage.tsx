import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { t } from "../../../i18n";
import { protocolsOf, type Protocol } from "../../../cases/forms/protocols";
import { said, useTemplates } from "../../../cases/forms/templates";
import { Button, Select } from "../../../ui";
import { manages, opensWith } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ListState } from "../../frame/ListState";
import type { Hospital, List } from "../../types";
import { ProtocolSheet } from "./ProtocolSheet";
import { ProtocolTable } from "./ProtocolTable";
import "./protocols.css";

/** What a hospital asks its partners to follow: PDFs beside the templates of cases. */
export default function ProtocolsPage() {
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const mine = hospitals.data?.items.filter((each) => manages(each.id)) ?? [];
  const [chosen, setChosen] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const org = mine.find((each) => each.id === chosen) ?? opensWith(mine);
  return (
    <AdminFrame
      section="protocols"
      action={
        org && (
          <Button kind="filled" onClick={() => setOpened("")}>
            {t("protocol.add")}
          </Button>
        )
      }
    >
      {hospitals.data === undefined && <ListState count={undefined} error={hospitals.error} empty="" onRetry={hospitals.reload} />}
      {org !== undefined && (
        <Protocols key={org.id} org={org} opened={opened} onOpen={setOpened}>
          {mine.length > 1 && (
            <Select
              label={t("protocol.hospital")}
              value={org.id}
              options={mine.map((each) => ({ value: each.id, text: each.name }))}
              onChange={setChosen}
            />
          )}
        </Protocols>
      )}
    </AdminFrame>
  );
}

interface ProtocolsProps {
  org: Hospital;
  /** The template whose sheet is open; "": one yet to be chosen. */
  opened: string | null;
  onOpen: (template: string | null) => void;
  children: ComponentChildren;
}

function Protocols({ org, opened, onOpen, children }: ProtocolsProps) {
  const list = useResource<List<Protocol>>(protocolsOf(org.id));
  const templates = useTemplates(org.id) ?? [];
  const names = new Map(templates.filter((each) => each.newest).map((each) => [each.code, said(each.definition.words)]));
  const items = list.data?.items;
  return (
    <>
      <p class="meta protocol-about">{t("protocol.about")}</p>
      <div class="admin-tools">{children}</div>
      <ListState count={items?.length} error={list.error} empty={t("protocol.none")} onRetry={list.reload} height={40} />
      {items !== undefined && items.length > 0 && <ProtocolTable org={org.id} items={items} names={names} onOpen={onOpen} />}
      {opened !== null && items !== undefined && (
        <ProtocolSheet
          org={org}
          template={opened}
          items={items}
          names={names}
          onClose={() => onOpen(null)}
          onSaved={() => {
            onOpen(null);
            list.reload();
          }}
        />
      )}
    </>
  );
}
