import type { About, DemoAccount } from "../../api";
import { has, t } from "../../i18n";

interface DemoAccountsProps {
  about: About;
  onChoose: (username: string) => void;
}

/** Who one may be in the demonstration network, by hospital. */
export function DemoAccounts({ about, onChoose }: DemoAccountsProps) {
  return (
    <section class="demo">
      <h2>{t("login.demo")}</h2>
      <p class="meta">{t("login.demo_hint")}</p>
      <div class="demo-hospitals">
        {[...byHospital(about.demo_accounts)].map(([hospital, accounts]) => (
          <div key={hospital}>
            <h3>{hospital}</h3>
            <ul>
              {accounts.map((each) => (
                <li key={each.username}>
                  <button type="button" class="demo-account" onClick={() => onChoose(each.username)}>
                    <span class="demo-username">{each.username}</span>
                    <span class="demo-who">
                      {each.name} · {roleWord(each.role)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function byHospital(accounts: readonly DemoAccount[]): Map<string, DemoAccount[]> {
  const groups = new Map<string, DemoAccount[]>();
  for (const each of accounts) groups.set(each.hospital, [...(groups.get(each.hospital) ?? []), each]);
  return groups;
}

const roleWord = (role: string) => (has(`common.role.${role}`) ? t(`common.role.${role}`) : role);
