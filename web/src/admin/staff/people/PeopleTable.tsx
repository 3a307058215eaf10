import { listed, t } from "../../../i18n";
import { roleName, specialtyName } from "../../../i18n/vocabulary";
import type { Member } from "../../types";
import { thisMinute } from "../../forms/today";
import { Licence } from "./Licence";
import { byHospital, heldAt } from "./roles/held";

interface PeopleTableProps {
  people: readonly Member[];
  /** With one hospital shown its name would only repeat. */
  oneHospital: boolean;
  hrefOf: (person: Member) => string;
  onOpen: () => void;
}

/** One line a person; on a phone the cells are stacked. */
export function PeopleTable({ people, oneHospital, hrefOf, onOpen }: PeopleTableProps) {
  return (
    <table class="table admin-table people" aria-label={t("admin.section.people")}>
      <thead>
        <tr>
          <th>{t("admin.column.name")}</th>
          <th>{t("admin.column.roles")}</th>
          <th>{t("admin.column.specialties")}</th>
          <th>{t("admin.column.licence")}</th>
          <th>{t("admin.column.login")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <td>
              <a class="admin-open" href={hrefOf(person)} onClick={onOpen}>
                {person.name}
              </a>{" "}
              <span class="meta">{person.title}</span>
            </td>
            <td>
              <RoleWords person={person} oneHospital={oneHospital} />
            </td>
            <td>{person.specialties.map(specialtyName).join(" · ")}</td>
            <td>
              <Licence person={person} />
            </td>
            <td>
              <LoginWords person={person} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RoleWords({ person, oneHospital }: { person: Member; oneHospital: boolean }) {
  const places = byHospital(heldAt(person.roles, thisMinute.value));
  if (places.length === 0) return <span class="meta">{t("admin.role.nobody")}</span>;
  return (
    <>
      {places.map((place) => (
        <div key={place.org_id}>
          {listed([...new Set(place.roles.map((each) => roleName(each.role)))])}
          {(!oneHospital || places.length > 1) && <span class="meta"> {place.org_name}</span>}
        </div>
      ))}
    </>
  );
}

function LoginWords({ person }: { person: Member }) {
  if (person.accounts.length === 0) return <span class="meta">{t("admin.login.none")}</span>;
  return (
    <>
      {person.accounts.map((login) => (
        <div key={login.id}>
          <code>{login.username}</code>
          {login.status === "disabled" && <span class="meta"> {t("admin.login.disabled")}</span>}
        </div>
      ))}
    </>
  );
}
