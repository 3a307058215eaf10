import { render } from "preact";
import { startTicking } from "./api/clock";
import { choose, showLanguage } from "./i18n";
import { startLive } from "./rooms";
import { App } from "./shell/App";
import { rememberPatients } from "./shell/openPatients";
import { startWatch } from "./worklists";
import "./ui/tokens.css";
import "./ui/base.css";

async function start(root: HTMLElement): Promise<void> {
  await showLanguage(choose());
  startTicking();
  rememberPatients();
  startLive();
  startWatch();
  render(<App />, root);
}

const root = document.getElementById("app");
// public/floor.js has marked browsers below the floor; they keep its notice.
if (root !== null && !document.documentElement.classList.contains("below-floor")) void start(root);
