import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Failure } from "../../admin/forms/Failure";
import { api, ApiError } from "../../api";
import { t, tError } from "../../i18n";
import { Button } from "../../ui";
import type { Whole } from "../types";
import { actionName, standing } from "../words";
import { DEEDS, deedsOf } from "./deeds";
import { DeedSheet } from "./DeedSheet";
import { WardLink, type Link } from "./WardLink";

interface DecisionBarProps {
  whole: Whole;
  onDone: () => void;
}

/** Under the sheet: the next step as the one filled button, what else may be done, and what ends it as words. */
export function DecisionBar({ whole, onDone }: DecisionBarProps) {
  const { route: go } = useLocation();
  const [open, setOpen] = useState<string | null>(null);
  const [link, setLink] = useState<(Link & { about: string }) | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { first, others } = deedsOf(whole);

  const press = async (action: string) => {
    setFailure(null);
    if (!DEEDS[action]?.atOnce) return setOpen(action);
    setBusy(action);
    try {
      await api.post(`/referrals/${whole.id}/${action}`, {}, { ifMatch: whole.version });
    } catch (error) {
      setFailure(tError(error));
      if (!(error instanceof ApiError)) return setBusy(null);
    }
    setBusy(null);
    onDone();
  };
  const done = (action: string, answer: unknown, told: Record<string, unknown>) => {
    setOpen(null);
    onDone();
    if (action === "ask_ward") setLink({ ...(answer as Link), about: t(told.by_sms === true ? "referral.link.about_sent" : "referral.link.about_question") });
    if (action === "send_again") go(`/referrals/${(answer as { id: string }).id}`);
  };
  return (
    <footer class="decision-bar" aria-label={t("referral.decide")}>
      <Failure text={failure} />
      {first === null && <p class="decision-standing">{standing(whole)}</p>}
      <div class="decision-deeds">
        {first !== null && (
          <Button kind="filled" busy={busy === first} onClick={() => void press(first)}>
            {actionName(first)}
          </Button>
        )}
        {others.map((action) => (
          <Button key={action} size="small" kind={DEEDS[action]?.ends ? "text" : "outline"} tone={DEEDS[action]?.ends ? "emergency" : "accent"} busy={busy === action} onClick={() => void press(action)}>
            {actionName(action)}
          </Button>
        ))}
      </div>
      {open !== null && <DeedSheet key={open} whole={whole} action={open} onClose={() => setOpen(null)} onDone={(answer, told) => done(open, answer, told)} />}
      {link !== null && <WardLink link={link} about={link.about} onClose={() => setLink(null)} />}
    </footer>
  );
}
