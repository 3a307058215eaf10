import { useEffect, useState } from "preact/hooks";
import { api, type Resource } from "../../../api";
import { formatDateTime, t, tError } from "../../../i18n";
import { Button } from "../../../ui";
import { ListState } from "../../frame/ListState";
import type { Hospital, List } from "../../types";
import type { ChannelRow } from "./types";
import { whyFailed } from "./words";

const LOOK_AGAIN = 2000;

interface ChannelTableProps {
  list: Resource<List<ChannelRow>>;
  hospitals: readonly Hospital[];
  onOpen: (channel: ChannelRow) => void;
}

/** Gateways with their last success and failure, and "send me a test". */
export function ChannelTable({ list, hospitals, onOpen }: ChannelTableProps) {
  const rows = list.data?.items;
  const nameOf = (id: string | null) => (id === null ? t("channels.everybody") : (hospitals.find((each) => each.id === id)?.name ?? ""));
  return (
    <section class="admin-part" aria-labelledby="channels-title">
      <h2 id="channels-title">{t("channels.title")}</h2>
      <p class="meta">{t("channels.about")}</p>
      <ListState count={rows?.length} error={list.error} empty={t("channels.empty")} onRetry={list.reload} />
      {rows !== undefined && rows.length > 0 && (
        <table class="table admin-table" aria-labelledby="channels-title">
          <thead>
            <tr>
              <th>{t("channels.name")}</th>
              <th>{t("channels.kind")}</th>
              <th>{t("channels.org")}</th>
              <th>{t("channels.last_ok")}</th>
              <th>{t("channels.last_failed")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((each) => (
              <tr key={each.id} class={each.enabled ? undefined : "channel-off"}>
                <td>
                  <button type="button" class="admin-open link-button" onClick={() => onOpen(each)}>
                    {each.name}
                  </button>
                  {!each.enabled && <span class="meta"> {t("channels.off")}</span>}
                </td>
                <td>{t(`ladder.channel.${each.kind}`)}</td>
                <td>{nameOf(each.org_id)}</td>
                <td>{each.last_ok_at === null ? "–" : formatDateTime(each.last_ok_at)}</td>
                <td class={failing(each) ? "channel-failing" : undefined}>
                  {each.last_failed_at === null ? "–" : `${formatDateTime(each.last_failed_at)} ${whyFailed(each.last_error)}`}
                </td>
                <td>{each.enabled && <TestButton channel={each} onDone={list.reload} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const failing = (channel: ChannelRow) => (channel.last_failed_at ?? "") > (channel.last_ok_at ?? "");

interface Tested {
  notice_id: string;
  state: string;
}

/** Sends a test to oneself and says how far it came. */
function TestButton({ channel, onDone }: { channel: ChannelRow; onDone: () => void }) {
  const [state, setState] = useState<string | null>(null);
  const [waits, setWaits] = useState<string | null>(null);
  useEffect(() => {
    if (waits === null) return undefined;
    const timer = setInterval(() => {
      void api.get<Tested[]>(`/channels/${channel.id}/test`).then((tests) => {
        const mine = tests.find((each) => each.notice_id === waits);
        if (mine === undefined) return;
        setState(t(`ladder.way.${mine.state}`));
        if (mine.state !== "waiting") {
          setWaits(null);
          onDone();
        }
      }, () => undefined);
    }, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [waits]);
  const press = async () => {
    try {
      const made = await api.post<Tested[]>(`/channels/${channel.id}/test`, {});
      setState(t("ladder.way.waiting"));
      setWaits(made[0]?.notice_id ?? null);
    } catch (error) {
      setState(tError(error));
    }
  };
  return (
    <span class="channel-test">
      <Button size="small" busy={waits !== null} onClick={() => void press()}>
        {t("channels.test")}
      </Button>
      <span class="meta" role="status">
        {state}
      </span>
    </span>
  );
}
