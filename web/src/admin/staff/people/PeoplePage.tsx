import { useEffect, useState } from "preact/hooks";
import { useResource } from "../../../api";
import { locale, plural, t } from "../../../i18n";
import { Button, Field, Select } from "../../../ui";
import { manages, managesNetwork, ownHospitals } from "../../access";
import { AdminFrame } from "../../frame/AdminFrame";
import { ListState } from "../../frame/ListState";
import type { Hospital, List, Member, Vocabulary } from "../../types";
import { useAddress } from "../../useAddress";
import { useAll } from "../../useAll";
import type { HandedLogin } from "./login/Handed";
import { NewPersonSheet } from "./NewPersonSheet";
import { PeopleTable } from "./PeopleTable";
import { PersonSheet } from "./PersonSheet";

const TYPING = 250;

/** People of the hospitals the reader administers. */
export default function PeoplePage() {
  const { query, to, replace, opens, open, close } = useAddress();
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const vocabulary = useResource<Vocabulary>("/vocabulary").data;
  const people = useAll<Member>(listPath(query));
  const [handed, setHanded] = useState<HandedLogin | null>(null);

  const mine = (hospitals.data?.items ?? []).filter((each) => manages(each.id));
  const shown = people.items && sorted(people.items.filter(concerns));
  const chosen = shown?.find((each) => each.id === query.person);
  const leave = () => {
    setHanded(null);
    close({ person: null, new: null });
  };
  return (
    <AdminFrame
      section="people"
      action={
        <Button kind="filled" onClick={() => open({ new: "person" })}>
          {t("admin.person.add")}
        </Button>
      }
    >
      <div class="admin-tools">
        <Search value={query.q ?? ""} onSearch={(q) => replace({ q })} />
        {mine.length > 1 && (
          <Select
            label={t("admin.role.hospital")}
            empty={t("admin.all_hospitals")}
            value={query.org ?? ""}
            options={mine.map((each) => ({ value: each.id, text: each.name }))}
            onChange={(org) => replace({ org })}
          />
        )}
        <p class="meta" role="status">
          {shown && plural("admin.people_count", shown.length)} {people.cut && t("admin.cut")}
        </p>
      </div>
      <ListState
        count={shown?.length}
        error={people.error ?? hospitals.error}
        empty={query.q || query.org ? t("admin.people_none_found") : t("admin.people_empty")}
        onRetry={() => {
          people.reload();
          hospitals.reload();
        }}
      />
      {shown !== undefined && shown.length > 0 && (
        <PeopleTable
          people={shown}
          oneHospital={mine.length === 1 || Boolean(query.org)}
          hrefOf={(person) => to({ person: person.id, new: null })}
          onOpen={opens}
        />
      )}
      {vocabulary && hospitals.data && query.new === "person" && (
        <NewPersonSheet
          hospitals={mine}
          hospital={query.org}
          vocabulary={vocabulary}
          onClose={leave}
          onMade={(id, login) => {
            setHanded(login);
            people.reload();
            replace({ person: id, new: null, q: null });
          }}
        />
      )}
      {vocabulary && hospitals.data && chosen && (
        <PersonSheet
          key={chosen.id}
          person={chosen}
          hospitals={mine}
          vocabulary={vocabulary}
          handed={handed}
          onHanded={setHanded}
          onClose={leave}
          onChanged={people.reload}
        />
      )}
    </AdminFrame>
  );
}

function listPath(query: Readonly<Record<string, string>>): string {
  const asked = new URLSearchParams();
  if (query.org) asked.set("org", query.org);
  if (query.q) asked.set("q", query.q);
  const text = asked.toString();
  return text === "" ? "/people" : `/people?${text}`;
}

/** The server also sends colleagues of hospitals where the reader only works. */
function concerns(person: Member): boolean {
  if (managesNetwork() || person.roles.length === 0) return true;
  const own = ownHospitals();
  return person.roles.some((each) => own.has(each.org_id));
}

function sorted(people: readonly Member[]): Member[] {
  const order = new Intl.Collator(locale.value);
  return [...people].sort((one, other) => order.compare(one.name, other.name));
}

function Search({ value, onSearch }: { value: string; onSearch: (words: string) => void }) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words.trim() === value) return undefined;
    const timer = window.setTimeout(() => onSearch(words.trim()), TYPING);
    return () => window.clearTimeout(timer);
  }, [words]);
  return (
    <Field
      type="search"
      label={t("admin.search_people")}
      value={words}
      onInput={setWords}
      placeholder={t("admin.search_people_hint")}
    />
  );
}
