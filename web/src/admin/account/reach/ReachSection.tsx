import { useEffect, useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { formatTime, t, tError } from "../../../i18n";
import { Button } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { useDeed } from "../../forms/useDeed";
import { whyFailed } from "../../settings/channels/words";
import { Addresses, type Kept } from "./Addresses";
import { mayPush, pushHere, subscribeHere, unsubscribeHere } from "./push";

const LOOK_AGAIN = 3000;
const WATCHED = 30_000;

interface Tested {
  kind: string;
  name: string;
  state: string;
  at: string;
  error: string;
}

interface Contact {
  phone: string;
  addresses: Kept;
  channels: string[];
  push_key: string | null;
  browsers: number;
  tests: Tested[];
}

/** Where a call finds me besides this screen, and a test that goes the way of a real one. */
export function ReachSection() {
  const contact = useResource<Contact>("/me/contact");
  const found = contact.data;
  if (found === undefined || (found.channels.length === 0 && found.phone === "")) return null;
  return (
    <section class="admin-part" aria-labelledby="reach-title">
      <h2 id="reach-title">{t("channels.reach")}</h2>
      <p class="meta">
        {t("channels.reach_about", { kinds: found.channels.map((each) => t(`ladder.channel.${each}`)) })}
      </p>
      <p>{t("channels.my_phone", { phone: found.phone || "–" })}</p>
      <Addresses kept={found.addresses} channels={found.channels} onSave={async (body) => contact.set(await api.put<Contact>("/me/contact", body))} />
      {found.push_key !== null && <PushHere pushKey={found.push_key} />}
      <TestAll tests={found.tests} onTested={contact.set} reload={contact.reload} />
    </section>
  );
}

/** Notifications of calls in this browser: a convenience beside what rings. */
function PushHere({ pushKey }: { pushKey: string }) {
  const [on, setOn] = useState<boolean | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    void pushHere().then(setOn);
  }, []);
  if (!mayPush()) return <p class="meta">{t("channels.push_not_here")}</p>;
  const press = async () => {
    setFailure(null);
    try {
      if (on) await unsubscribeHere();
      else await subscribeHere(pushKey);
      setOn(await pushHere());
    } catch (error) {
      setFailure(error instanceof DOMException ? t("channels.push_refused") : tError(error));
    }
  };
  return (
    <>
      <p class="admin-row">
        <span>{t(on ? "channels.push_on" : "channels.push_off")}</span>
        <Button size="small" onClick={() => void press()}>
          {t(on ? "channels.push_stop" : "channels.push_start")}
        </Button>
      </p>
      <Failure text={failure} />
    </>
  );
}

interface TestAllProps {
  tests: readonly Tested[];
  onTested: (contact: Contact) => void;
  reload: () => void;
}

function TestAll({ tests, onTested, reload }: TestAllProps) {
  const deed = useDeed("reach-test", []);
  const [watching, setWatching] = useState(false);
  useEffect(() => {
    if (!watching) return undefined;
    const again = setInterval(reload, LOOK_AGAIN);
    const end = setTimeout(() => setWatching(false), WATCHED);
    return () => {
      clearInterval(again);
      clearTimeout(end);
    };
  }, [watching]);
  const press = async () => {
    if (await deed.run(async () => onTested(await api.post<Contact>("/me/test_call", {})))) setWatching(true);
  };
  return (
    <>
      <p>
        <Button size="small" busy={deed.busy} onClick={() => void press()}>
          {t("channels.test_me")}
        </Button>
      </p>
      <Failure text={deed.general} />
      <ul class="admin-lines" aria-label={t("channels.tests")}>
        {tests.map((each, place) => (
          <li key={place} class="admin-line">
            {t("ladder.way", {
              kind: each.name || t(`ladder.channel.${each.kind}`),
              state: [t(`ladder.way.${each.state}`), formatTime(each.at), whyFailed(each.error)].filter(Boolean).join(" "),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
