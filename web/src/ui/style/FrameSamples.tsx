import { useSignal } from "@preact/signals";
import { t } from "../../i18n";
import { BottomSheet, Button, Dialog, Menu, MenuItem, QuestionList, Sheet, TabPanel, Tabs, type Stop } from "..";
import { Sample } from "./Sample";

export function FrameSamples() {
  const tab = useSignal("room");
  const stop = useSignal<Stop>("half");
  const dialog = useSignal(false);
  const sheet = useSignal(false);
  const tabs = ["room", "request", "opinion", "timeline"].map((id) => ({ id, text: t(`style.tab.${id}`) }));
  const shut = () => {
    dialog.value = false;
    sheet.value = false;
  };
  return (
    <>
      <h2>{t("style.frame")}</h2>
      <Sample name="Tabs, TabPanel" flush>
        <Tabs
          id="sample"
          label={t("style.patient")}
          tabs={tabs}
          current={tab.value}
          onSelect={(id) => {
            tab.value = id;
          }}
        />
        <TabPanel id="sample" tab={tab.value}>
          <p class="sample-text">{t(`style.tab.${tab.value}`)}</p>
        </TabPanel>
      </Sample>
      <Sample name="Dialog, Sheet, Menu">
        <Button
          onClick={() => {
            dialog.value = true;
          }}
        >
          {t("style.open_dialog")}
        </Button>
        <Button
          onClick={() => {
            sheet.value = true;
          }}
        >
          {t("style.open_sheet")}
        </Button>
        <Menu label={t("style.menu")} button={t("style.menu")}>
          {(close) => tabs.map((each) => <MenuItem onPress={close}>{each.text}</MenuItem>)}
        </Menu>
        <Dialog
          open={dialog.value}
          title={t("style.withdraw")}
          onClose={shut}
          actions={
            <>
              <Button onClick={shut}>{t("common.cancel")}</Button>
              <Button kind="filled" onClick={shut}>
                {t("style.withdraw")}
              </Button>
            </>
          }
        >
          {t("style.predicted")}
        </Dialog>
        <Sheet
          open={sheet.value}
          title={t("style.sign")}
          onClose={shut}
          actions={
            <Button kind="filled" onClick={shut}>
              {t("style.sign")}
            </Button>
          }
        >
          {t("style.question1")}
        </Sheet>
      </Sample>
      <Sample name="BottomSheet" flush>
        <div class="sample-phone">
          <BottomSheet
            label={t("style.patient")}
            stop={stop.value}
            onStop={(next) => {
              stop.value = next;
            }}
          >
            <QuestionList questions={[{ no: 1, text: t("style.question1"), state: "open" }]} />
          </BottomSheet>
        </div>
      </Sample>
    </>
  );
}
