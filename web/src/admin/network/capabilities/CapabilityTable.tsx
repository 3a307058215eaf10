import { Fragment } from "preact";
import { api, useAttempt } from "../../../api";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { dayText } from "../../forms/today";
import { HAS, type Capability, type Has } from "./types";

/** `begins` is the answer the sheet opens with. */
export interface Opened {
  item: Capability;
  begins: Has;
}

interface CapabilityTableProps {
  org: string;
  items: readonly Capability[];
  onOpen: (opened: Opened) => void;
  onDone: () => void;
}

const KINDS = ["device", "test", "drug", "service"] as const;

/** By kind; what nobody has stated is answered in the row, what somebody has in the sheet. */
export function CapabilityTable({ org, items, onOpen, onDone }: CapabilityTableProps) {
  const { busy, failure, attempt } = useAttempt();
  const state = async (item: Capability, has: Has) => {
    await attempt(() => api.put(`/hospitals/${org}/capabilities/${item.code}`, { has }, { ifMatch: 0 }), item.code);
    onDone();
  };
  return (
    <>
      <Failure text={failure} />
      {KINDS.map((kind) => {
        const rows = items.filter((each) => each.kind === kind);
        if (rows.length === 0) return null;
        const heading = `capabilities-${kind}`;
        return (
          <Fragment key={kind}>
            <h2 id={heading} class="capability-kind">
              {t(`capability.kind.${kind}`)}
            </h2>
            <table class="table admin-table capabilities" aria-labelledby={heading}>
              <thead>
                <tr>
                  <th>{t("capability.item")}</th>
                  <th>{t("capability.at_hand")}</th>
                  <th>{t("capability.note")}</th>
                  <th>{t("capability.since")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((item) => (
                  <tr key={item.code}>
                    <td>
                      <button type="button" class="admin-open link-button" onClick={() => onOpen({ item, begins: item.stated?.has ?? "yes" })}>
                        {t(`capability.item.${item.code}`)}
                      </button>
                    </td>
                    {item.stated === null ? (
                      <td class="capability-answer" colSpan={3}>
                        {HAS.map((has) => {
                          const word = t(has === "limited" ? "capability.limited_say" : `capability.has.${has}`);
                          return (
                            <Button
                              key={has}
                              size="small"
                              busy={busy === item.code}
                              label={`${t(`capability.item.${item.code}`)}: ${word}`}
                              onClick={() => (has === "limited" ? onOpen({ item, begins: has }) : void state(item, has))}
                            >
                              {word}
                            </Button>
                          );
                        })}
                      </td>
                    ) : (
                      <>
                        <td>
                          <HasWord has={item.stated.has} />
                        </td>
                        <td>{item.stated.note}</td>
                        <td class="meta">{t("capability.since_by", { day: dayText(item.stated.since), who: item.stated.by })}</td>
                      </>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </Fragment>
        );
      })}
    </>
  );
}

/** A full, half or empty circle beside the word. */
export function HasWord({ has }: { has: Has }) {
  return (
    <span class={`capability-has capability-${has}`}>
      <span aria-hidden="true" />
      {t(`capability.has.${has}`)}
    </span>
  );
}
