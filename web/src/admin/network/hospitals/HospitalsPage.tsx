import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { LOCALE_NAMES, plural, searchable, t } from "../../../i18n";
import { Button, Field } from "../../../ui";
import { manages, managesNetwork } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ListState } from "../../frame/ListState";
import type { Hospital, List, Vocabulary } from "../../types";
import { useAddress } from "../../useAddress";
import { HospitalSheet } from "./HospitalSheet";

const MANY = 10;

/** Hospitals, centres and authorities; a hospital's own administrator sees their own. */
export default function HospitalsPage() {
  const { query, to, replace, opens, open, close } = useAddress();
  const list = useResource<List<Hospital>>("/hospitals");
  const vocabulary = useResource<Vocabulary>("/vocabulary").data;
  const [words, setWords] = useState("");

  const mine = list.data?.items.filter((each) => manages(each.id));
  const shown = mine?.filter((each) => searchable(each.name).includes(searchable(words)));
  const chosen = mine?.find((each) => each.id === query.hospital) ?? null;
  const adding = query.new === "hospital" && managesNetwork();
  return (
    <AdminFrame
      section="hospitals"
      action={
        managesNetwork() && (
          <Button kind="filled" onClick={() => open({ new: "hospital" })}>
            {t("admin.hospital.add")}
          </Button>
        )
      }
    >
      <div class="admin-tools">
        {(mine?.length ?? 0) > MANY && (
          <Field type="search" label={t("admin.search_hospitals")} value={words} onInput={setWords} />
        )}
        <p class="meta" role="status">
          {shown && plural("admin.hospital_count", shown.length)}
        </p>
      </div>
      <ListState
        count={shown?.length}
        error={list.error}
        empty={words === "" ? t("admin.hospitals_empty") : t("admin.hospitals_none_found")}
        onRetry={list.reload}
      />
      {shown !== undefined && shown.length > 0 && (
        <HospitalTable
          hospitals={shown}
          names={new Map(list.data?.items.map((each) => [each.id, each.name]))}
          hrefOf={(each) => to({ hospital: each.id, new: null })}
          onOpen={opens}
        />
      )}
      {vocabulary && list.data && (chosen || adding) && (
        <HospitalSheet
          key={chosen?.id ?? "new"}
          hospital={chosen}
          hospitals={list.data.items}
          vocabulary={vocabulary}
          onClose={() => close({ hospital: null, new: null })}
          onSaved={(id) => {
            list.reload();
            if (chosen === null) replace({ hospital: id, new: null });
          }}
        />
      )}
    </AdminFrame>
  );
}

interface HospitalTableProps {
  hospitals: readonly Hospital[];
  names: ReadonlyMap<string, string>;
  hrefOf: (hospital: Hospital) => string;
  onOpen: () => void;
}

function HospitalTable({ hospitals, names, hrefOf, onOpen }: HospitalTableProps) {
  return (
    <table class="table admin-table hospitals" aria-label={t("admin.section.hospitals")}>
      <thead>
        <tr>
          <th>{t("admin.hospital.name")}</th>
          <th>{t("admin.hospital.kind")}</th>
          <th>{t("admin.hospital.level")}</th>
          <th>{t("admin.hospital.parent")}</th>
          <th>{t("admin.hospital.phone")}</th>
          <th>{t("admin.hospital.locale")}</th>
          <th>{t("admin.hospital.time_zone")}</th>
        </tr>
      </thead>
      <tbody>
        {hospitals.map((each) => (
          <tr key={each.id}>
            <td>
              <a class="admin-open" href={hrefOf(each)} onClick={onOpen}>
                {each.name}
              </a>
              {each.demo && <span class="meta"> {t("admin.hospital.demo")}</span>}
            </td>
            <td>{t(`admin.kind.${each.kind}`)}</td>
            <td>{each.level}</td>
            <td>{each.parent_id && names.get(each.parent_id)}</td>
            <td>{each.phone}</td>
            <td>{LOCALE_NAMES[each.locale] ?? each.locale}</td>
            <td>{each.time_zone}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
