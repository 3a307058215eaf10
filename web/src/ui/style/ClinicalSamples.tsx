import { useSignal } from "@preact/signals";
import { serverNow } from "../../api";
import { t } from "../../i18n";
import {
  CaseRow,
  Clock,
  FilmFrame,
  FilmStrip,
  InfoLine,
  MachineStatement,
  PatientLine,
  PatientTab,
  PersonChip,
  QuestionList,
  Track,
  UrgencyMark,
  type Urgency,
} from "..";
import { Sample } from "./Sample";

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];
const opened = serverNow();
const inMinutes = (minutes: number) => new Date(opened + minutes * 60_000).toISOString();

const nothing = () => undefined;

export function ClinicalSamples() {
  const tab = useSignal(0);
  const frame = useSignal(0);
  const rest = { label: t("style.answer_due"), begin: inMinutes(-20) };
  return (
    <>
      <h2>{t("style.clinical")}</h2>
      <Sample name="UrgencyMark">
        {URGENCIES.map((each) => (
          <UrgencyMark key={each} urgency={each} />
        ))}
        {URGENCIES.map((each) => (
          <UrgencyMark key={each} urgency={each} size={24} />
        ))}
        <UrgencyMark urgency="emergency" size={24} breathing />
      </Sample>
      <Sample name="Clock">
        <Clock {...rest} due={inMinutes(38)} size="banner" />
        <Clock {...rest} due={inMinutes(3.2)} size="banner" />
        <Clock {...rest} due={inMinutes(-0.7)} size="banner" />
        <Clock label={t("style.onset")} since={inMinutes(-112)} size="banner" />
        <Clock {...rest} due={inMinutes(22)} pausedAt={inMinutes(0)} paused={t("style.paused")} size="banner" />
      </Sample>
      <Sample name="PatientTab" flush>
        <div class="sample-strip">
          {[
            { urgency: "emergency" as const, name: t("style.patient_short"), age: 58, unread: 2, due: inMinutes(3) },
            { urgency: "urgent" as const, name: "马", age: 71 },
            { urgency: "routine" as const, name: "李", age: 34, due: inMinutes(-2) },
          ].map((each, index) => (
            <PatientTab
              key={each.name}
              {...each}
              href={`/style#${index}`}
              current={tab.value === index}
              shortcut={index + 1}
              onClose={nothing}
            />
          ))}
        </div>
      </Sample>
      <Sample name="PatientLine" flush>
        <div class="sample-banner">
          <PatientLine
            size="banner"
            urgency="emergency"
            name={t("style.patient")}
            sex="male"
            age={58}
            facts={["72 kg", t("style.number"), t("style.from")]}
            alert={t("style.allergy")}
            more={["SpO₂ 88 %"]}
          />
          <Clock {...rest} due={inMinutes(3.2)} size="banner" />
        </div>
      </Sample>
      <Sample name="CaseRow" flush>
        <ul>
          <CaseRow
            href="/style#row1"
            urgency="emergency"
            breathing
            name={t("style.patient")}
            sex="male"
            age={58}
            question={t("style.question1")}
            where={t("style.where_ringing")}
            clock={{ ...rest, due: inMinutes(3.2) }}
            unread={2}
            action={{ text: t("style.acknowledge"), onPress: nothing }}
          />
          <CaseRow
            href="/style#row2"
            urgency="urgent"
            name="马晓"
            sex="female"
            age={71}
            question={t("style.question2")}
            where={t("style.where_signed")}
            clock={{ ...rest, due: inMinutes(-0.7) }}
            action={{ text: t("style.adopt"), onPress: nothing }}
            selected
          />
          <CaseRow
            href="/style#row3"
            urgency="routine"
            name="Nguyễn Thị Hoa"
            sex="female"
            age={34}
            question={t("style.question1")}
            where={t("style.where_waiting")}
            clock={{ ...rest, due: inMinutes(1400) }}
          />
        </ul>
      </Sample>
      <Sample name="Track">
        {[inMinutes(26), inMinutes(3), inMinutes(-6)].map((due) => (
          <Track
            key={due}
            due={due}
            stages={[
              { key: "waiting", text: t("board.stage.waiting"), since: inMinutes(-14), until: inMinutes(-10) },
              { key: "offered", text: t("board.stage.offered"), since: inMinutes(-10), until: inMinutes(-8) },
              { key: "taken", text: t("board.stage.taken"), since: inMinutes(-8), until: null, held: true },
            ]}
          />
        ))}
      </Sample>
      <Sample name="QuestionList" flush>
        <QuestionList
          questions={[
            { no: 1, text: t("style.question1"), state: "answered" },
            { no: 2, text: t("style.question2"), state: "draft" },
            { no: 3, text: t("style.question3"), state: "open" },
          ]}
          current={2}
          onSelect={nothing}
        />
      </Sample>
      <Sample name="PersonChip">
        <PersonChip name="专家甲" title={t("style.chief")} from={t("style.partner")} presence="here" colour={1} phone="0635 000 0000" />
        <PersonChip name="Dr. Lan Anh" from="Thái Nguyên" presence="away" colour={2} lastContact={inMinutes(-4)} />
      </Sample>
      <Sample name="InfoLine, MachineStatement" flush>
        <InfoLine
          machine={<MachineStatement>{t("style.machine")}</MachineStatement>}
          quality={t("style.original")}
        >
          {t("style.device")}
        </InfoLine>
      </Sample>
      <Sample name="FilmStrip" flush>
        <FilmStrip>
          {[
            { title: t("style.ecg"), about: "1000 Hz" },
            { title: t("style.ct"), about: "64/210", coverage: 0.3 },
            { title: t("style.ecg_prior"), about: "500 Hz", prior: true },
          ].map((each, index) => (
            <FilmFrame
              key={each.title}
              {...each}
              selected={frame.value === index}
              onSelect={() => {
                frame.value = index;
              }}
            />
          ))}
        </FilmStrip>
      </Sample>
    </>
  );
}
