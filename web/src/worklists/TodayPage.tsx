import { session, useResource } from "../api";
import { t } from "../i18n";
import { startsCases } from "../shell/places";
import { useTitle } from "../shell/useTitle";
import { Button, CaseRow, EmptyState, PageError, Skeleton, type Sex, type Urgency } from "../ui";
import "./today.css";

interface TodayItem {
  case_id: string;
  urgency: Urgency;
  name: string;
  sex: Sex | null;
  age: number | string | null;
  question: string;
  where: string;
  unread: number;
  unacknowledged: boolean;
  submitted_at: string | null;
  due_at: string | null;
}

type Group = "needs_me" | "waiting" | "decide" | "follow_up" | "department" | "drafts";

interface Today {
  groups: { key: Group; items: TodayItem[] }[];
}

/** Everything that needs this person, in the order of need; empty groups vanish. */
export default function TodayPage() {
  const today = useResource<Today>("/today");
  useTitle(t("shell.place.today"));

  const groups = today.data?.groups.filter((group) => group.items.length > 0);
  return (
    <div class="today">
      <header class="today-head">
        <h1>{t("shell.place.today")}</h1>
        {session.value && startsCases(session.value) && (
          <Button kind="filled" href="/cases/new">
            {t("today.new_case")}
          </Button>
        )}
      </header>
      {groups === undefined && today.error === undefined && <Skeleton />}
      {groups === undefined && today.error !== undefined && <PageError error={today.error} onRetry={today.reload} />}
      {groups?.length === 0 && (
        <div class="today-list">
          <EmptyState text={t("today.empty")} />
        </div>
      )}
      {groups?.map((group) => (
        <section key={group.key}>
          <h2 class="today-group">
            {t(`today.group.${group.key}`)} <span class="meta">{group.items.length}</span>
          </h2>
          <ul class="today-list">
            {group.items.map((item) => (
              <CaseRow
                key={item.case_id}
                {...item}
                href={`/cases/${item.case_id}`}
                breathing={item.unacknowledged}
                clock={
                  item.due_at === null
                    ? undefined
                    : { label: t("today.answer_due"), due: item.due_at, begin: item.submitted_at }
                }
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
