import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { ellipsis, Icon } from "../../../ui/icons";
import { arrangement, GAINS, type Gain, groupName, type Sheet, SPEEDS, type Speed } from "../trace/layout";
import { FULL_LAYOUTS, type FullLayout } from "./sheet/settings";
import type { SheetState } from "./sheet/useSheet";
import { plain } from "./words";

export interface ToolbarProps {
  view: SheetState;
  measuring: boolean;
  onCaliper: () => void;
  onCalibrate: () => void;
  onPrint?: (() => void) | undefined;
  /** What the caliper reads; takes the place of the right end. */
  reading?: ComponentChildren;
  tools?: ComponentChildren;
  toolsEnd?: ComponentChildren;
}

interface ChoiceProps {
  label: string;
  unit: string;
  value: number;
  usual: number;
  options: readonly number[];
  onChange: (value: number) => void;
}

function Choice({ label, unit, value, usual, options, onChange }: ChoiceProps) {
  return (
    <select
      class={value === usual ? "ecg-choice" : "ecg-choice ecg-choice-unusual"}
      aria-label={label}
      title={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {options.map((option) => (
        <option key={option} value={String(option)}>
          {`${option} ${unit}`}
        </option>
      ))}
    </select>
  );
}

function layoutName(kind: FullLayout, leads: readonly string[]): string {
  const strip = leads.length === 0 || leads.includes("II") ? "II" : leads[0];
  const strips = kind === "three" && leads.length !== 1 ? `+${strip}` : "";
  return arrangement(kind, leads.length || 12) + strips;
}

function Layouts({ view: { leads, layout, setLayout } }: { view: SheetState }) {
  const named = FULL_LAYOUTS.map((kind) => ({ kind, name: layoutName(kind, leads) }));
  const different = named.filter(({ name }, index) => named.findIndex((one) => one.name === name) === index);
  return (
    <fieldset class="ecg-set" aria-label={t("ecg.layout")}>
      {different.map(({ kind, name }) => (
        <button
          key={kind}
          type="button"
          class="ecg-tool"
          aria-pressed={name === layoutName(layout, leads)}
          title={t(`ecg.layout_${kind}`, { key: String(FULL_LAYOUTS.indexOf(kind) + 1) })}
          onClick={() => setLayout(kind)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function Groups({ view: { leads, sheet, setGroup } }: { view: SheetState }) {
  const groups = Array.from({ length: sheet?.groups ?? 0 }, (_, group) => group);
  return (
    <fieldset class="ecg-set" aria-label={t("ecg.groups")}>
      {groups.map((group) => (
        <button
          key={group}
          type="button"
          class="ecg-tool"
          aria-pressed={group === sheet?.group}
          onClick={() => setGroup(group)}
        >
          {groupName(leads, group)}
        </button>
      ))}
    </fieldset>
  );
}

function Pages({ sheet, onPage }: { sheet: Sheet; onPage: (page: number) => void }) {
  const end = sheet.startS + sheet.windowS;
  return (
    <fieldset class="ecg-set" aria-label={t("ecg.pages")}>
      <button type="button" class="ecg-tool" disabled={sheet.page === 0} aria-label={t("ecg.earlier")} title={t("ecg.earlier")} onClick={() => onPage(sheet.page - 1)}>
        ‹
      </button>
      <span class="ecg-page">{`${plain(sheet.startS, 1)}–${plain(end, 1)} s`}</span>
      <button type="button" class="ecg-tool" disabled={sheet.page === sheet.pages - 1} aria-label={t("ecg.later")} title={t("ecg.later")} onClick={() => onPage(sheet.page + 1)}>
        ›
      </button>
    </fieldset>
  );
}

function End(props: ToolbarProps) {
  return (
    <div class="ecg-end">
      <button type="button" class="ecg-tool" onClick={props.onCalibrate}>
        {t("ecg.calibrate")}
      </button>
      {props.onPrint && (
        <button type="button" class="ecg-tool" onClick={props.onPrint}>
          {t("ecg.print")}
        </button>
      )}
      {props.toolsEnd}
    </div>
  );
}

/** 36 high, always dark: arrangement, speed, gain, caliper; what others put in; calibrate, print. */
export function Toolbar(props: ToolbarProps) {
  const { view, measuring } = props;
  const { phone, sheet, speed, gain } = view;
  const [more, setMore] = useState(false);
  // Nobody reads a trace at another speed or gain without seeing so.
  const unusual = speed !== 25 || gain !== 10;
  const caliper = (
    <button type="button" class="ecg-tool" aria-pressed={measuring} title={t("ecg.caliper_hint")} onClick={props.onCaliper}>
      {t("ecg.caliper")}
    </button>
  );
  if (phone && measuring) {
    return (
      <div class="ecg-tools" role="toolbar" aria-label={t("ecg.tools")}>
        {caliper}
        {props.reading}
      </div>
    );
  }
  const scale = (
    <div class="ecg-set">
      <Choice label={t("ecg.speed")} unit="mm/s" value={speed} usual={25} options={SPEEDS} onChange={(value) => view.setSpeed(value as Speed)} />
      <Choice label={t("ecg.gain")} unit="mm/mV" value={gain} usual={10} options={GAINS} onChange={(value) => view.setGain(value as Gain)} />
    </div>
  );
  if (phone) {
    return (
      <>
        <div class="ecg-tools" role="toolbar" aria-label={t("ecg.tools")}>
          <Groups view={view} />
          <div class="ecg-end">
            {caliper}
            <button type="button" class="ecg-tool" aria-expanded={more || unusual} aria-label={t("ecg.more_tools")} onClick={() => setMore(!more)}>
              <Icon of={ellipsis} />
            </button>
          </div>
        </div>
        {(more || unusual) && (
          <div class="ecg-tools" role="toolbar" aria-label={t("ecg.more_tools")}>
            {scale}
            {sheet && sheet.pages > 1 && <Pages sheet={sheet} onPage={view.setPage} />}
            {props.tools}
            <End {...props} />
          </div>
        )}
      </>
    );
  }
  return (
    <div class="ecg-tools" role="toolbar" aria-label={t("ecg.tools")}>
      <Layouts view={view} />
      {scale}
      {sheet && sheet.pages > 1 && <Pages sheet={sheet} onPage={view.setPage} />}
      <div class="ecg-set">
        {caliper}
        {props.tools}
      </div>
      {measuring ? props.reading : <End {...props} />}
    </div>
  );
}
