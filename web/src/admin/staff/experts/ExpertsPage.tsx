import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { plural, t } from "../../../i18n";
import { specialtyName } from "../../../i18n/vocabulary";
import { Button, Select } from "../../../ui";
import type { Validity } from "../../../duty/mine/types";
import { manages, opensWith } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ListState } from "../../frame/ListState";
import type { Hospital, List } from "../../types";
import { useAddress } from "../../useAddress";
import { PaperBar } from "./PaperBar";
import { TermSheet } from "./TermSheet";
import type { ExpertFile } from "./types";
import "./experts.css";

/** The expert pool: what each signature rests on, and until when. */
export default function ExpertsPage() {
  const { query, replace } = useAddress();
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const mine = (hospitals.data?.items ?? []).filter((each) => manages(each.id));
  const org = query["org"] ?? opensWith(mine)?.id;
  const found = useResource<List<ExpertFile>>(org === undefined ? null : `/experts?org=${org}`);
  const [open, setOpen] = useState<ExpertFile | null>(null);
  const experts = found.data?.items;
  const agreements = experts?.[0]?.papers.filter((paper) => paper.paper === "agreement") ?? [];
  return (
    <AdminFrame section="experts" action={<Button href={org ? `/duty?org=${org}` : "/duty"}>{t("duty.whole_roster")}</Button>}>
      <div class="admin-tools">
        {mine.length > 1 && (
          <Select
            label={t("duty.hospital")}
            value={org ?? ""}
            options={mine.map((each) => ({ value: each.id, text: each.name }))}
            onChange={(id) => replace({ org: id })}
          />
        )}
        <p class="meta" role="status">
          {experts && plural("admin.people_count", experts.length)}
        </p>
      </div>
      <ListState count={experts?.length} error={found.error ?? hospitals.error} empty={t("duty.no_experts")} onRetry={found.reload} />
      {experts !== undefined && experts.length > 0 && (
        <table class="table admin-table experts" aria-label={t("admin.section.experts")}>
          <thead>
            <tr>
              <th>{t("admin.column.name")}</th>
              <th>{t("admin.column.specialties")}</th>
              <th>{t("duty.paper.licence")}</th>
              <th>{t("duty.paper.term")}</th>
              <th>{t("duty.may_sign")}</th>
              <th>{t("duty.load")}</th>
            </tr>
          </thead>
          <tbody>
            {experts.map((each) => (
              <tr key={each.id}>
                <td>
                  <a class="admin-open" href={`/admin/people?person=${each.id}`}>
                    {each.name}
                  </a>{" "}
                  <span class="meta">{each.title}</span>
                </td>
                <td>{each.specialties.map(specialtyName).join(" · ")}</td>
                <td>{paperOf(each, "licence")}</td>
                <td>
                  {paperOf(each, "term")}
                  <Button kind="text" size="small" onClick={() => setOpen(each)}>
                    {t(each.term ? "duty.change_term" : "duty.set_term")}
                  </Button>
                </td>
                <td class={each.signs ? undefined : "experts-shut"}>{t(each.signs ? "duty.signs" : "duty.signs_not")}</td>
                <td>{each.open_cases}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {agreements.length > 0 && <Agreements papers={agreements} />}
      {open && org && (
        <TermSheet
          org={org}
          expert={open}
          experts={experts ?? []}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            found.reload();
          }}
        />
      )}
    </AdminFrame>
  );
}

function paperOf(expert: ExpertFile, kind: Validity["paper"]) {
  const paper = expert.papers.find((each) => each.paper === kind);
  return paper === undefined ? <span class="meta">{t("duty.no_term")} </span> : <PaperBar paper={paper} />;
}

/** Whom the hospital answers, and until when: without one nobody signs for them. */
function Agreements({ papers }: { papers: readonly Validity[] }) {
  return (
    <section class="experts-agreements">
      <h2>{t("duty.agreements")}</h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.of}>
            <PaperBar paper={paper} />
          </li>
        ))}
      </ul>
      <a href="/admin/partnerships">{t("admin.section.partnerships")}</a>
    </section>
  );
}
