import type { ComponentChildren } from "preact";
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import type { Resource } from "../../api";
import { CaseScope } from "../../cases/page/CaseScope";
import { FilmBar } from "../../cases/page/film/FilmBar";
import { Stage } from "../../cases/page/stage/Stage";
import { CaseRoom } from "../../cases/page/desk/CaseRoom";
import { useCasePage } from "../../cases/page/state/context";
import { useCase } from "../../cases/page/state/useCase";
import { usePhone } from "../../ui/useMedia";
import { maskedNumber, patientName, weight } from "../../cases/detail/facts";
import { t } from "../../i18n";
import type { RoomStore } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { AsOf, DemoMark, EmptyState, PageError, PatientLine, Skeleton, TabPanel, Tabs } from "../../ui";
import type { AgendaItem, MdtView, SessionView } from "../types";
import { Agenda } from "./Agenda";
import { MeetingSheets, useSheet, type SheetState } from "./Bar";
import { AgendaEdit } from "./AgendaEdit";
import { Head, HeadBars } from "./Head";
import { Members } from "./Members";
import { Papers } from "./Papers";
import { useMdt, usePresence, useSession, useShown } from "./useSession";
import "../../cases/page/case.css";
import "../../cases/page/desk/desk.css";
import "../mdt.css";
import "../outcome/papers.css";
import "../sheets/sheets.css";
import "./people.css";
import "./session.css";

/** One meeting: who is there, the case on the light box, what is decided. */
export default function SessionPage() {
  const { params, query } = useRoute();
  const session = useSession(params.id ?? "");
  const { data, error, reload } = session;
  const [shown, show] = useShown(data, query.case);
  const sheet = useSheet(shown);
  usePresence(data, reload);
  useTitle(data ? data.board.name : t("mdt.title"));
  if (data === undefined) return error === undefined || session.loading ? <Skeleton rows={8} /> : <PageError error={error} onRetry={reload} />;
  const item = data.agenda.find((each) => each.request_id === shown);
  const props: MeetingProps = { session: data, item, onShow: show, reload, loadedAt: session.loadedAt, sheet };
  return (
    <>
      {item === undefined ? <WithoutCase {...props} /> : <WithCase key={item.request_id} {...props} item={item} />}
      <MeetingSheets session={data} sheet={sheet} onDone={reload} />
    </>
  );
}

interface MeetingProps {
  session: SessionView;
  item: AgendaItem | undefined;
  onShow: (requestId: string) => void;
  reload: () => void;
  loadedAt: number | null;
  sheet: SheetState;
}

function WithoutCase(props: MeetingProps) {
  return (
    <div class="mdt-session">
      <Head session={props.session} view={undefined} sheet={props.sheet} onDone={props.reload} />
      <HeadBars session={props.session} />
      <div class="mdt-left">
        <Left {...props} room={null} />
      </div>
      <div class="mdt-stage mdt-stage-empty">
        <EmptyState text={t(props.session.hidden > 0 ? "mdt.none_for_you" : "mdt.agenda_empty")} />
      </div>
    </div>
  );
}

function WithCase({ item, ...props }: MeetingProps & { item: AgendaItem }) {
  const found = useCase(item.case_id);
  const view = useMdt(item.request_id, item.case_id);
  const done = () => {
    props.reload();
    view.reload();
  };
  const { data } = found.resource;
  const body: BodyProps = { ...props, item, view, done };
  if (data && found.room) {
    return (
      <CaseScope detail={data} resource={found.resource} room={found.room}>
        <Body {...body} />
      </CaseScope>
    );
  }
  return (
    <div class="mdt-session">
      <Head session={props.session} view={undefined} sheet={props.sheet} onDone={done} />
      <HeadBars session={props.session} />
      <div class="mdt-left">
        <Left {...props} item={item} room={null} />
      </div>
      <div class="mdt-stage">
        {found.resource.error === undefined || found.resource.loading ? (
          <Skeleton rows={4} height={72} />
        ) : (
          <PageError error={found.resource.error} onRetry={found.resource.reload} />
        )}
      </div>
    </div>
  );
}

interface BodyProps extends MeetingProps {
  item: AgendaItem;
  view: Resource<MdtView>;
  done: () => void;
}

const ZONES = ["people", "case", "papers", "chat"] as const;
type Zone = (typeof ZONES)[number];

/** Three zones side by side; on a phone one at a time. */
function Body(props: BodyProps) {
  const { session, view, done, loadedAt, sheet } = props;
  const { room, place } = useCasePage();
  const phone = usePhone();
  const [zone, setZone] = useState<Zone>("papers");
  const has = (which: Zone) => !phone || zone === which;
  const tabs = ZONES.map((id) => ({ id, text: t(`mdt.zone.${id}`), ...(id === "chat" && { count: room.unread.value }) }));
  return (
    <div class={`mdt-session${place.stageAlone ? " mdt-session-alone" : ""}`}>
      <Head session={session} view={view.data} sheet={sheet} onDone={done} />
      <div>
        <AsOf loadedAt={loadedAt} />
        <HeadBars session={session} />
        {phone && <Tabs id="mdt" label={t("mdt.zones")} tabs={tabs} current={zone} onSelect={(id) => setZone(id as Zone)} />}
      </div>
      {has("people") && (
        <Zoned phone={phone} zone="people">
          <div class="mdt-left">
            <Left {...props} room={room} />
          </div>
        </Zoned>
      )}
      {has("case") && (
        <Zoned phone={phone} zone="case">
          <div class="mdt-stage">
            <Patient />
            <Stage />
            <FilmBar />
          </div>
        </Zoned>
      )}
      {!phone && (
        <div class="mdt-right">
          <Papers session={session} view={view} />
          <CaseRoom />
        </div>
      )}
      {phone && zone === "papers" && (
        <Zoned phone zone="papers">
          <Papers session={session} view={view} />
        </Zoned>
      )}
      {phone && zone === "chat" && (
        <Zoned phone zone="chat">
          <CaseRoom />
        </Zoned>
      )}
    </div>
  );
}

function Zoned({ phone, zone, children }: { phone: boolean; zone: Zone; children: ComponentChildren }) {
  return phone ? (
    <TabPanel id="mdt" tab={zone}>
      {children}
    </TabPanel>
  ) : (
    <>{children}</>
  );
}

function Left({ session, item, onShow, reload, room }: MeetingProps & { room: RoomStore | null }) {
  const { url, route } = useLocation();
  const show = (id: string) => {
    onShow(id);
    route(`${url.split("?")[0] ?? url}?case=${id}`, true);
  };
  const [editing, setEditing] = useState(false);
  useEffect(() => setEditing(false), [session.version]);
  const hands = room?.thread.value.hands ?? [];
  return (
    <>
      <Agenda
        items={session.agenda}
        hidden={session.hidden}
        current={session.current_request_id}
        shown={item?.request_id ?? null}
        onShow={show}
        onEdit={session.allowed.includes("agenda") ? () => setEditing(true) : undefined}
      />
      <Members session={session} item={item} hands={hands} floor={room?.thread.value.floor ?? null} />
      {editing && (
        <AgendaEdit
          session={session}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false);
            reload();
          }}
        />
      )}
    </>
  );
}

/** Whose case it is stands over the light box, whatever the left side shows. */
function Patient() {
  const { detail } = useCasePage();
  return (
    <div class="mdt-patient">
      <PatientLine
        name={patientName(detail)}
        sex={detail.patient.sex}
        age={detail.patient.age}
        facts={[weight(detail), maskedNumber(detail), detail.owner_org.name]}
      >
        {detail.demo && <DemoMark />}
      </PatientLine>
      <a href={`/cases/${detail.id}`}>{t("mdt.whole_case")}</a>
    </div>
  );
}
