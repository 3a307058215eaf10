/** The stored file itself. */
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button } from "../../../ui/forms/Button";
import { download } from "../../../ui/icons";
import type { Instance } from "../dicom/instance";
import { fetchBytes, LoadError } from "../loading/fetchBytes";
import { firstPart } from "../loading/multipart";
import { statusWords } from "./words";

const ACCEPT = 'application/dicom, multipart/related; type="application/dicom"';

async function save({ url, sop }: Instance): Promise<void> {
  const { type, bytes } = await fetchBytes(url, { accept: ACCEPT, signal: new AbortController().signal });
  const href = URL.createObjectURL(new Blob([firstPart(type, bytes).bytes], { type: "application/dicom" }));
  const link = document.createElement("a");
  link.href = href;
  link.download = `${sop}.dcm`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export interface OriginalProps {
  instance: Instance;
  /** The server's own address of the file, where the page knows it. */
  href?: string | undefined;
}

export function Original({ instance, href }: OriginalProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  if (href !== undefined) {
    return (
      <Button size="small" href={href} icon={download}>
        {t("imaging.download")}
      </Button>
    );
  }
  const start = (): void => {
    setBusy(true);
    setFailure("");
    save(instance)
      .catch((error: unknown) => setFailure(error instanceof LoadError ? statusWords(error.status, error.detail) : statusWords(-1)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button size="small" icon={download} busy={busy} onClick={start}>
        {t("imaging.download")}
      </Button>
      {failure !== "" && <span role="alert">{failure}</span>}
    </>
  );
}
