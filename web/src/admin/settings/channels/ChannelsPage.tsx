import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { managesNetwork } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import type { Hospital, List } from "../../types";
import { useAddress } from "../../useAddress";
import { ChannelSheet } from "./ChannelSheet";
import { ChannelTable } from "./ChannelTable";
import { NumbersSection } from "./NumbersSection";
import type { ChannelRow } from "./types";
import "./channels.css";

/** How people are called: a hospital's seconds, and the gateways a call leaves the house by. */
export default function ChannelsPage() {
  const { query, replace, open, close } = useAddress();
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const network = managesNetwork();
  const [told, setTold] = useState<string | null>(null);
  const channels = useResource<List<ChannelRow>>(network ? "/channels" : null);
  const chosen = channels.data?.items.find((each) => each.id === query.channel) ?? null;
  return (
    <AdminFrame
      section="channels"
      action={
        network && (
          <Button kind="filled" onClick={() => open({ new: "channel" })}>
            {t("channels.add")}
          </Button>
        )
      }
    >
      <NumbersSection hospitals={hospitals.data?.items ?? []} />
      {network && (
        <ChannelTable
          list={channels}
          hospitals={hospitals.data?.items ?? []}
          onOpen={(channel) => open({ channel: channel.id, new: null })}
        />
      )}
      {network && (chosen !== null || query.new === "channel") && (
        <ChannelSheet
          key={chosen?.id ?? "new"}
          channel={chosen}
          hospitals={hospitals.data?.items ?? []}
          told={told}
          onClose={() => {
            setTold(null);
            close({ channel: null, new: null });
          }}
          onSaved={(saved) => {
            setTold(saved.callback_secret);
            channels.reload();
            if (chosen === null) replace({ channel: saved.id, new: null });
          }}
        />
      )}
    </AdminFrame>
  );
}
