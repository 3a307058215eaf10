import { useSignalEffect } from "@preact/signals";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { loadAbout, loadSession, session, sessionEnd, startsCases } from "../api";
import { choose, locale, showLanguage, t, timeZone } from "../i18n";
import { PageError, PageState, Skeleton, useKeys } from "../ui";
import { Bars } from "./frame/bars";
import { KeyList } from "./keys/KeyList";
import { onShellKey, searchWanted } from "./keys/keys";
import { openPatients } from "./openPatients";
import { Guard, LazyPage } from "./routes/Page";
import { firstScreen } from "./routes/places";
import { locked } from "./lock/lock";
import { LockScreen } from "./lock/LockScreen";
import { Rail } from "./frame/Rail";
import { ROUTES, type PageRoute } from "./routes/routes";
import { useScrollMemory } from "./frame/scroll";
import { NEW_EMERGENCY, Strip } from "./frame/Strip";
import { routeOf } from "./routes/match";
import { prefetchPages } from "./routes/prefetch";
import "./shell.css";

/** The server's own addresses (files, APIs) are left to the browser. */
const OURS = /^\/(?!api\/|uploads\/|dicom-web\/|fhir\/|healthz|readyz|metrics)/;

export function App() {
  return (
    <LocationProvider scope={OURS}>
      <Root />
    </LocationProvider>
  );
}

function Root() {
  const { path, url, query, route: go } = useLocation();
  const [failure, setFailure] = useState<unknown>();
  const who = session.value;

  const ask = () => {
    setFailure(undefined);
    loadSession().catch(setFailure);
    // Only the login and style pages need it, and they ask again themselves.
    loadAbout().catch(() => undefined);
  };
  useEffect(ask, []);

  useSignalEffect(() => {
    const current = session.value;
    timeZone.value = current?.time_zone;
    if (!current) return;
    const wished = choose(current.person.id, current.person.locale);
    if (wished !== locale.peek()) void showLanguage(wished);
  });

  const page = routeOf(path);
  const open = page?.open ?? false;
  const wall = page?.bareWith !== undefined && page.bareWith in query;
  useEffect(() => {
    if (who === null && !open) go(loginFor(url + location.hash), true);
    if (who?.must_change_password && path !== "/account") go("/account", true);
    else if (who && path === "/") go(firstScreen(who), true);
  }, [who, open, path, url]);

  if (failure !== undefined) return <PageError error={failure} onRetry={ask} />;
  if (open && page) return <Bare />;
  if (!who || path === "/") return <Skeleton rows={3} />;
  return (
    <>
      {page?.bare || wall ? <Bare /> : <Frame page={page} />}
      {locked.value && !wall && <LockScreen />}
    </>
  );
}

/** Who logs out or hands over leaves the next person of this PC nothing to return to. */
function loginFor(url: string): string {
  const left = sessionEnd.peek() === "logout" || sessionEnd.peek() === "switch";
  const back = !left && url !== "/";
  return back ? `/login?next=${encodeURIComponent(url)}` : "/login";
}

function Bare() {
  const { path } = useLocation();
  return (
    <main class="bare" id="content">
      <Guard key={path}>
        <Pages />
      </Guard>
    </main>
  );
}

function Frame({ page }: { page: PageRoute | undefined }) {
  const { path, url, route: go } = useLocation();
  const main = useScrollMemory(url);

  useEffect(() => {
    // A keyboard or screen reader goes on in the new page, not behind the link that led there.
    const from = document.activeElement;
    if (from !== document.body && !main.current?.contains(from)) main.current?.focus({ preventScroll: true });
  }, [path]);

  const [keysShown, setKeysShown] = useState(false);
  const reader = session.value;
  useEffect(() => (reader ? prefetchPages(reader) : undefined), [reader?.person.id]);
  const search = () => {
    searchWanted.value = true;
    if (path !== "/cases") go("/cases");
  };
  useKeys({ "?": () => setKeysShown(true), "/": search });

  useEffect(() => {
    const pressed = (event: KeyboardEvent) =>
      onShellKey(event, {
        toPatient: (index) => {
          const patient = openPatients.peek()[index];
          if (patient) go(`/cases/${patient.id}`);
        },
        newEmergency: () => {
          if (startsCases()) go(NEW_EMERGENCY);
        },
        search,
      });
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [go, path]);

  return (
    <div class={`shell${page?.fullOnPhone ? " shell-full-on-phone" : ""}`}>
      <a class="skip" href="#content">
        {t("shell.skip")}
      </a>
      <Rail path={path} />
      <Strip path={path} go={go} />
      <div class="shell-bars">
        <Bars path={path} />
      </div>
      <main class="content" id="content" ref={main} tabIndex={-1}>
        {/* Each address gets its own instance: one patient's state never shows under another's name. */}
        <Guard key={path}>
          <Pages />
        </Guard>
      </main>
      <KeyList open={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  );
}

const PAGES = ROUTES.map((route) => ({ path: route.path, component: () => <LazyPage route={route} /> }));

function Pages() {
  return (
    <Router>
      {PAGES.map((each) => (
        <Route key={each.path} path={each.path} component={each.component} />
      ))}
      <Route default component={NotFound} />
    </Router>
  );
}

function NotFound() {
  return <PageState kind="not-found" />;
}
