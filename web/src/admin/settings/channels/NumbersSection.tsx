import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { formatDateTime, t } from "../../../i18n";
import { specialtyName } from "../../../i18n/vocabulary";
import { Button, Select } from "../../../ui";
import { manages, opensWith } from "../../access";
import { ListState } from "../../frame/ListState";
import type { Hospital, List } from "../../types";
import { NumbersSheet } from "./NumbersSheet";
import { spanText } from "./numbers";
import { TARGETS, type PolicyRow } from "./types";

/** After how many minutes whom: a hospital's own numbers, for all specialties or for one. */
export function NumbersSection({ hospitals }: { hospitals: readonly Hospital[] }) {
  const mine = hospitals.filter((each) => manages(each.id));
  const [chosen, setChosen] = useState("");
  const org = chosen || opensWith(mine)?.id || "";
  const list = useResource<List<PolicyRow>>(org === "" ? null : `/escalation-policies?org=${org}`);
  const [editing, setEditing] = useState<PolicyRow | null>(null);
  const current = newest(list.data?.items);
  return (
    <section class="admin-part" aria-labelledby="numbers-title">
      <h2 id="numbers-title">{t("channels.numbers")}</h2>
      <p class="meta">
        {t("channels.numbers_about")} <a href="/duty">{t("channels.rehearse")}</a>
      </p>
      {mine.length > 1 && (
        <div class="admin-tools">
          <Select
            label={t("channels.org")}
            value={org}
            options={mine.map((each) => ({ value: each.id, text: each.name }))}
            onChange={setChosen}
          />
        </div>
      )}
      {org !== "" && <ListState count={current?.length} error={list.error} empty="" onRetry={list.reload} />}
      {current !== undefined && (
        <table class="table admin-table numbers" aria-labelledby="numbers-title">
          <thead>
            <tr>
              <th>{t("channels.specialty")}</th>
              {TARGETS.map((each) => (
                <th key={each}>{t(`ladder.target.${each}`)}</th>
              ))}
              <th>{t("channels.ends_after_s")}</th>
              <th>{t("channels.version")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {current.map((each) => (
              <tr key={each.specialty}>
                <td>{each.specialty === "" ? t("channels.every_specialty") : specialtyName(each.specialty)}</td>
                {TARGETS.map((target) => (
                  <td key={target} class="number" data-label={t(`ladder.target.${target}`)}>
                    {each.after_s[target] === undefined ? "–" : spanText(each.after_s[target])}
                  </td>
                ))}
                <td class="number" data-label={t("channels.ends_after_s")}>{spanText(each.ends_after_s)}</td>
                <td class="meta">
                  {each.at === null ? t("channels.preset") : `${each.version} · ${formatDateTime(each.at)} ${each.by} ${each.reason}`}
                </td>
                <td>
                  <Button size="small" onClick={() => setEditing(each)}>
                    {t("channels.change")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && (
        <NumbersSheet
          org={org}
          policy={editing}
          taken={current?.map((each) => each.specialty) ?? []}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            list.reload();
          }}
        />
      )}
    </section>
  );
}

/** Of every specialty the version in force; the list comes newest first. */
function newest(rows: readonly PolicyRow[] | undefined): PolicyRow[] | undefined {
  if (rows === undefined) return undefined;
  const found = new Map<string, PolicyRow>();
  for (const row of rows) if (!found.has(row.specialty)) found.set(row.specialty, row);
  return [...found.values()].filter((row) => row.active).sort((a, b) => a.specialty.localeCompare(b.specialty));
}
