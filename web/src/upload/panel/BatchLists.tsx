import { plural, t } from "../../i18n";
import { Button } from "../../ui";
import { sendLeftOut } from "../batch/begin";
import type { Batch, Sum } from "../batch/list";
import type { Why } from "../batch/sift";
import type { Item } from "../state";
import { failureWords, reasonWords } from "../words";

/** Beyond these a list is no longer read. */
const NAMED = 50;

/** What is not simply in the case, by reason, each with the files' names. */
export function BatchLists({ batch, sum }: { batch: Batch; sum: Sum }) {
  const { leftOut } = batch;
  return (
    <>
      <Reasons title={(n) => plural("batch.refused", n)} tone="refused" items={sum.refused} words={reasonWords} />
      <Reasons title={(n) => plural("batch.failed", n)} tone="refused" items={sum.failed} words={failureWords} />
      <Reasons title={(n) => plural("batch.kept", n)} tone="kept" items={sum.kept} words={reasonWords} />
      {leftOut.length > 0 && (
        <details class="upload-reasons">
          <summary>{plural("batch.left_out", leftOut.length)}</summary>
          {WHYS.map((why) => (
            <Group key={why} words={t(`batch.why.${why}`)} paths={leftOut.filter((each) => each.why === why).map(({ path }) => path)} />
          ))}
          {leftOut.some(({ file }) => file.size > 0) && (
            <Button kind="text" size="small" onClick={() => sendLeftOut(batch.id)}>
              {t("batch.send_left_out")}
            </Button>
          )}
        </details>
      )}
    </>
  );
}

const WHYS: readonly Why[] = ["program", "disc", "litter", "empty"];

interface ReasonsProps {
  title: (count: number) => string;
  tone: "refused" | "kept";
  items: readonly Item[];
  words: (code: string) => string;
}

function Reasons({ title, tone, items, words }: ReasonsProps) {
  if (items.length === 0) return null;
  const codes = [...new Set(items.map(({ reason }) => reason ?? ""))];
  return (
    <details class={`upload-reasons upload-reasons-${tone}`} open={tone === "refused"}>
      <summary>{title(items.length)}</summary>
      {codes.map((code) => (
        <Group key={code} words={words(code)} paths={items.filter(({ reason }) => (reason ?? "") === code).map(({ path }) => path)} />
      ))}
    </details>
  );
}

function Group({ words, paths }: { words: string; paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <div class="upload-reason">
      <p>{words}</p>
      <ul>
        {paths.slice(0, NAMED).map((path) => (
          <li key={path}>{path}</li>
        ))}
        {paths.length > NAMED && <li>{plural("batch.more", paths.length - NAMED)}</li>}
      </ul>
    </div>
  );
}
