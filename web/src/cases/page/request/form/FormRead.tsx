import { useResource } from "../../../../api";
import { t } from "../../../../i18n";
import { linesOf } from "../../../forms/details";
import { diagnosisName } from "../../../forms/diagnoses";
import { LabTable } from "../../../forms/LabTable";
import { versionOf, type TemplateVersion } from "../../../forms/templates";
import type { CaseDetail } from "../../../detail";
import { AskAbout } from "./AskAbout";
import { rowsOf } from "./fields";

/** What the county wrote, as the paper has it; the specialty's part as of the version it was written with. */
export function FormRead({ detail, onPaper = false }: { detail: CaseDetail; onPaper?: boolean }) {
  const { data, template, template_version: version } = detail.form;
  const asked = data.details === undefined ? null : `/templates?org=${detail.owner_org.id}`;
  const known = versionOf(useResource<{ items: TemplateVersion[] }>(asked).data?.items, template, version);
  const lines = known === undefined ? [] : linesOf(known, data.details ?? {});
  return (
    <>
      <dl class="request-rows">
        {rowsOf(data).map((row) => (
          <div key={row.key} {...(onPaper ? {} : { id: `field-${row.key}`, tabIndex: -1 })}>
            <dt>
              {row.label}
              {!onPaper && <AskAbout field={row.key} label={row.label} />}
            </dt>
            <dd dir="auto">{row.text}</dd>
          </div>
        ))}
        {(data.diagnoses ?? []).length > 0 && (
          <div>
            <dt>{t("case.field.diagnoses")}</dt>
            <dd>
              {(data.diagnoses ?? []).map((each) => (
                <p key={each.code + each.text} dir="auto">
                  {each.code !== "" && <b>{each.code}</b>} {diagnosisName(each)}
                </p>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {lines.map(({ title, rows }) => (
        <section key={title}>
          <h3 class="request-part">{title}</h3>
          <dl class="request-facts">
            {rows.map((row) => (
              <div key={row.key}>
                <dt>{row.label}</dt>
                <dd dir="auto">{row.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {(data.labs ?? []).length > 0 && (
        <section>
          <h3 class="request-part">{t("forms.labs")}</h3>
          <LabTable labs={data.labs ?? []} />
        </section>
      )}
    </>
  );
}
