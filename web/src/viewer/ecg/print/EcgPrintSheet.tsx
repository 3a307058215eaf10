import { t } from "../../../i18n";
import "../ecg.css";
import { useEcg } from "../stage/useEcg";
import { failureWords } from "../stage/words";
import { EcgPrint, type EcgPrintProps } from "./EcgPrint";

export type EcgPrintSheetProps = Omit<EcgPrintProps, "recording"> & { src: string };

/** The printed ECG inside another paper (an opinion): fetches for itself. */
export function EcgPrintSheet({ src, ...rest }: EcgPrintSheetProps) {
  const [state] = useEcg(src);
  if (state.phase === "failed") return <p role="alert">{failureWords(state.failure)}</p>;
  if (state.phase === "loading") return <output>{t("ecg.loading")}</output>;
  return <EcgPrint recording={state.recording} {...rest} />;
}
