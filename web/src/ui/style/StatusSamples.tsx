import { serverNow } from "../../api";
import { t } from "../../i18n";
import { Button, EmptyState, GreyBar, LinkMeter, PageState, SaveChip, Skeleton } from "..";
import { Sample } from "./Sample";

const opened = serverNow();

export function StatusSamples() {
  return (
    <>
      <h2>{t("style.status")}</h2>
      <Sample name="LinkMeter">
        <LinkMeter link={{ socket: "open", socketSince: opened }} offlineSince={null} transfer={null} />
        <LinkMeter
          link={{ socket: "lost", socketSince: opened }}
          offlineSince={null}
          transfer={{ label: t("style.ct"), bytesPerSecond: 225_000, secondsLeft: 400 }}
        />
        <LinkMeter link={{ socket: "lost", socketSince: opened }} offlineSince={opened - 40_000} transfer={null} />
      </Sample>
      <Sample name="SaveChip">
        <SaveChip state="saving" />
        <SaveChip state="local" at={opened} />
        <SaveChip state="synced" at={opened} />
        <SaveChip state="failed" />
      </Sample>
      <Sample name="GreyBar" flush>
        <GreyBar action={<a href="#reload">{t("common.page.retry")}</a>}>{t("errors.offline")}</GreyBar>
      </Sample>
      <Sample name="EmptyState" flush>
        <EmptyState text={t("today.empty")}>
          <Button>{t("today.new_case")}</Button>
        </EmptyState>
      </Sample>
      <Sample name="Skeleton" flush>
        <Skeleton rows={2} />
      </Sample>
      <Sample name="PageState" flush>
        <PageState kind="forbidden" />
        <PageState kind="offline" onRetry={() => undefined} />
      </Sample>
    </>
  );
}
