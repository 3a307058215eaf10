import { render } from "preact";
import { about, watchFaults } from "./api";
import { startTicking } from "./api/clock";
import { choose, showLanguage } from "./i18n";
import { startLive } from "./rooms";
import { App } from "./shell/App";
import { startLock } from "./shell/lock/lock";
import { routeOf } from "./shell/routes/match";
import { rememberPatients } from "./shell/openPatients";
import { startUploads } from "./upload/begin";
import { startWatch } from "./worklists";
import "./ui/tokens.css";
import "./ui/base.css";

async function start(root: HTMLElement): Promise<void> {
  watchFaults(
    () => about.peek()?.version ?? "0",
    () => routeOf(location.pathname)?.path ?? "/",
  );
  // Before all others: behind a locked screen nothing hears a key.
  startLock();
  await showLanguage(choose());
  startTicking();
  rememberPatients();
  startLive();
  startWatch();
  startUploads();
  render(<App />, root);
}

const root = document.getElementById("app");
// public/floor.js has marked browsers below the floor; they keep its notice.
if (root !== null && !document.documentElement.classList.contains("below-floor")) void start(root);
