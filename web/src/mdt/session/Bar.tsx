import { useEffect, useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, now } from "../../api";
import { t } from "../../i18n";
import { Button, Menu, MenuItem } from "../../ui";
import { ellipsis, Icon } from "../../ui/icons";
import { AnswerSheet } from "../sheets/AnswerSheet";
import { ReasonSheet } from "../sheets/ReasonSheet";
import { RescheduleSheet } from "../sheets/RescheduleSheet";
import { RollCallSheet } from "../sheets/RollCallSheet";
import { SignSheet } from "../sheets/SignSheet";
import type { MdtView, SessionView } from "../types";
import { awaitsOpinions, nextCase, stepsFor, type MeetingStep } from "./steps";

interface BarProps {
  session: SessionView;
  view: MdtView | undefined;
  /** Kept by the page: the bar is drawn anew when the case on screen comes or changes. */
  sheet: SheetState;
  onDone: () => void;
}

export type SheetState = readonly [Open | null, (open: Open | null) => void];
type Open = "answer" | "roll_call" | "sign" | "finalise" | "reschedule" | "session_cancel" | Reasoned;
const REASONED = ["fail_quorum", "revise", "to_meeting", "postpone"] as const;
type Reasoned = (typeof REASONED)[number];
const isReasoned = (open: Open): open is Reasoned => (REASONED as readonly string[]).includes(open);

const OF_THE_MEETING: readonly Open[] = ["answer", "roll_call", "reschedule", "session_cancel"];

/** What stands open; what is about a case closes when another is on screen. */
export function useSheet(shown: string | null): SheetState {
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => setOpen((held) => (held !== null && OF_THE_MEETING.includes(held) ? held : null)), [shown]);
  return [open, setOpen];
}

/** Everything that moves the meeting and its case; what comes next is filled. */
export function Bar({ session, view, sheet: [open, setOpen], onDone }: BarProps) {
  const deed = useDeed("meeting", []);
  const [first, ...others] = stepsFor(session, view, now.value);
  const may = (action: string) => session.allowed.includes(action);
  const reasoned = REASONED.filter((action) => view?.allowed.includes(action));
  const done = () => {
    setOpen(null);
    onDone();
  };
  const press = (step: MeetingStep) => {
    if (step === "answer" || step === "sign" || step === "finalise") setOpen(step);
    else void deed.run(() => doIt(step, session, view)).then((well) => well && onDone());
  };
  const more = may("reschedule") || may("cancel") || reasoned.length > 0;
  return (
    <>
      <div class="mdt-bar">
        <Failure text={deed.general} />
        {may("roll_call") && session.state === "open" && <Button onClick={() => setOpen("roll_call")}>{t("mdt.do.roll_call")}</Button>}
        {others.map((step) => (
          <Button key={step} busy={deed.busy} onClick={() => press(step)}>
            {t(`mdt.do.${step}`)}
          </Button>
        ))}
        {first !== undefined && (
          <Button kind={awaitsOpinions(session, view) ? "outline" : "filled"} busy={deed.busy} onClick={() => press(first)}>
            {t(`mdt.do.${first}`)}
          </Button>
        )}
        {more && (
          <Menu label={t("mdt.more")} buttonClass="icon-button" button={<Icon of={ellipsis} />} side="below">
            {(close) => (
              <>
                {reasoned.map((action) => (
                  <MenuItem key={action} onPress={() => (close(), setOpen(action))}>
                    {t(`mdt.do.${action}`)}
                  </MenuItem>
                ))}
                {may("reschedule") && <MenuItem onPress={() => (close(), setOpen("reschedule"))}>{t("mdt.do.reschedule")}</MenuItem>}
                {may("cancel") && <MenuItem onPress={() => (close(), setOpen("session_cancel"))}>{t("mdt.do.session_cancel")}</MenuItem>}
              </>
            )}
          </Menu>
        )}
      </div>
      {open !== null && view && isReasoned(open) && (
        <ReasonSheet action={open} post={`/requests/${view.request_id}/${open}`} ifMatch={view.version} onClose={() => setOpen(null)} onDone={done} />
      )}
      {(open === "sign" || open === "finalise") && view?.outcome && (
        <SignSheet view={view} outcome={view.outcome} as={open} onClose={() => setOpen(null)} onDone={done} />
      )}
    </>
  );
}

interface MeetingSheetsProps {
  session: SessionView;
  sheet: SheetState;
  onDone: () => void;
}

/** What is about the meeting itself: drawn outside the case, which may come while somebody writes. */
export function MeetingSheets({ session, sheet: [open, setOpen], onDone }: MeetingSheetsProps) {
  const close = () => setOpen(null);
  const done = () => {
    close();
    onDone();
  };
  return (
    <>
      {open === "answer" && <AnswerSheet session={session} onClose={close} onDone={done} />}
      {open === "roll_call" && <RollCallSheet session={session} onClose={close} onDone={done} />}
      {open === "reschedule" && <RescheduleSheet session={session} onClose={close} onDone={done} />}
      {open === "session_cancel" && (
        <ReasonSheet action="session_cancel" post={`/mdt/sessions/${session.id}/cancel`} onClose={close} onDone={done} />
      )}
    </>
  );
}

function doIt(step: MeetingStep, session: SessionView, view: MdtView | undefined): Promise<unknown> {
  const here = `/mdt/sessions/${session.id}`;
  if (step === "next") return api.post(`${here}/next`, { request_id: nextCase(session)?.request_id ?? null });
  if (step === "publish" || step === "open" || step === "end") return api.post(`${here}/${step}`, {});
  return api.post(`/requests/${view?.request_id ?? ""}/${step}`, {}, { ifMatch: view?.version ?? 0 });
}
