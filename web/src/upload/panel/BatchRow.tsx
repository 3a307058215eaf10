import { formatBytes, plural, t } from "../../i18n";
import { Button } from "../../ui";
import type { Chosen } from "../batch/gather";
import { ended, sumOf, type Batch, type Sum } from "../batch/list";
import { dropWhole, pauseBatch, resumeBatch, retryBatch } from "../batch/verbs";
import { batchWords } from "../batch/words";
import { uploads } from "../queue/items";
import { BatchLists } from "./BatchLists";
import { FilePicker } from "./FilePicker";
import { UploadRow } from "./UploadRow";

/** So few are looked at one by one. */
const FEW = 6;

interface BatchRowProps {
  batch: Batch;
  onChosen: (chosen: Chosen[]) => void;
}

/** What was chosen at once as one line: how far, how long still, what did not get through and why. */
export function BatchRow({ batch, onChosen }: BatchRowProps) {
  const items = uploads.value.filter((each) => each.batch === batch.id);
  const sum = sumOf(items);
  const done = ended(sum) && !batch.looking;
  const name = nameOf(batch, sum);
  return (
    <li class={`upload-row upload-batch${done ? " upload-stored" : ""}`}>
      <div class="upload-text">
        <p class="upload-name">
          <strong>{name}</strong> <span class="meta">{formatBytes(sum.size)}</span>
        </p>
        {!done && <progress class="upload-bar" value={sum.bytes} max={Math.max(1, sum.size)} aria-label={t("upload.progress", { name })} />}
        <p class="upload-words">{batchWords(batch, sum)}</p>
        {!done && batch.kept !== "keeping" && sum.orphans === 0 && <p class="meta upload-safe">{t(batch.kept === "yes" ? "batch.safe" : "batch.unsafe")}</p>}
        <BatchLists batch={batch} sum={sum} />
        {items.length <= FEW && !done && (
          <ul class="upload-few">
            {items.map((each) => (
              <UploadRow key={each.key} item={each} />
            ))}
          </ul>
        )}
      </div>
      <Buttons batch={batch} sum={sum} name={name} onChosen={onChosen} />
    </li>
  );
}

/** The folder, else how many files were chosen. */
const nameOf = (batch: Batch, sum: Sum) => (batch.name === "" ? plural("upload.files", sum.files) : batch.name);

function Buttons({ batch, sum, name, onChosen }: BatchRowProps & { sum: Sum; name: string }) {
  const { id } = batch;
  const done = ended(sum) && !batch.looking;
  return (
    <div class="upload-buttons">
      {sum.going + sum.waiting > 0 && (
        <Button kind="text" size="small" label={`${t("upload.pause")}: ${name}`} onClick={() => pauseBatch(id)}>
          {t("upload.pause")}
        </Button>
      )}
      {sum.paused > 0 && (
        <Button kind="text" size="small" label={`${t("upload.resume")}: ${name}`} onClick={() => resumeBatch(id)}>
          {t("upload.resume")}
        </Button>
      )}
      {sum.failed.length > 0 && (
        <Button kind="text" size="small" label={`${t("upload.again")}: ${name}`} onClick={() => retryBatch(id)}>
          {plural("batch.again", sum.failed.length)}
        </Button>
      )}
      {sum.orphans > 0 && <FilePicker kind={batch.name === "" ? "files" : "folder"} small text={t(batch.name === "" ? "batch.files_again" : "batch.folder_again")} onChosen={onChosen} />}
      <Button kind="text" size="small" label={`${t(done ? "upload.off_list" : "upload.cancel")}: ${name}`} onClick={() => dropWhole(id)}>
        {t(done ? "upload.off_list" : "upload.cancel")}
      </Button>
    </div>
  );
}
