import { link, me, offlineSince, session, startsCases, transfer } from "../../api";
import { t } from "../../i18n";
import { Button, DemoMark, LinkMeter, PatientTab } from "../../ui";
import { AlarmStrip } from "../../worklists";
import { closePatient, openPatients } from "../openPatients";

export const NEW_EMERGENCY = "/cases/new?urgency=emergency";

interface StripProps {
  path: string;
  go: (url: string) => void;
}

/** Open patients on the left; the line, the red button and the own name on the right. */
export function Strip({ path, go }: StripProps) {
  const close = (id: string) => {
    closePatient(id);
    if (path === `/cases/${id}`) go("/");
  };
  return (
    <header class="strip">
      <nav class="strip-tabs" aria-label={t("shell.tabs")}>
        {openPatients.value.map((each, index) => (
          <PatientTab
            key={each.id}
            {...each}
            href={`/cases/${each.id}`}
            current={path === `/cases/${each.id}`}
            shortcut={index < 9 ? index + 1 : undefined}
            onClose={() => close(each.id)}
          />
        ))}
      </nav>
      <div class="strip-state">
        <AlarmStrip path={path} />
        <LinkMeter link={link.value} offlineSince={offlineSince.value} transfer={transfer.value} />
        {startsCases() && path !== "/cases/new" && (
          <Button kind="filled" tone="emergency" size="small" href={NEW_EMERGENCY} title="Alt+N">
            {t("shell.new_emergency")}
          </Button>
        )}
        {session.value?.demo && <DemoMark network />}
        <span class="strip-name">{me.value?.name}</span>
      </div>
    </header>
  );
}
