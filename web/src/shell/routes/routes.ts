import type { ComponentType } from "preact";

/** One page. Adding a page is adding one line to `ROUTES`. */
export interface PageRoute {
  /** preact-iso pattern; parameters arrive as `useRoute().params`. */
  path: string;
  /** The page's module; its default export is the component. */
  load: () => Promise<{ default: ComponentType }>;
  /** Reachable without logging in. */
  open?: boolean;
  /** Without rail and strip: login, wall, print. */
  bare?: boolean;
  /** With this word in the query it is bare, and shows so little that it stays on a locked screen. */
  bareWith?: string;
  /** On a phone the page takes the whole glass and brings its own way back. */
  fullOnPhone?: boolean;
}

export const ROUTES: readonly PageRoute[] = [
  { path: "/login", load: () => import("../login/LoginPage"), open: true, bare: true },
  { path: "/today", load: () => import("../../worklists/TodayPage") },
  { path: "/board", load: () => import("../../worklists/centre/BoardPage"), bareWith: "wall" },
  { path: "/recordings", load: () => import("../../reading/desk/RecordingsPage") },
  { path: "/ecg", load: () => import("../../reading/list/EcgListPage") },
  { path: "/imaging", load: () => import("../../reading/list/ImagingListPage") },
  { path: "/cases", load: () => import("../../cases/list/CasesPage") },
  { path: "/cases/new", load: () => import("../../cases/new/NewCasePage") },
  { path: "/cases/by-phone", load: () => import("../../cases/phone/PhoneCasePage") },
  { path: "/cases/:id", load: () => import("../../cases/page/CasePage"), fullOnPhone: true },
  { path: "/mdt", load: () => import("../../mdt/place/MdtPage") },
  { path: "/mdt/boards", load: () => import("../../mdt/boards/BoardsPage") },
  { path: "/mdt/:id", load: () => import("../../mdt/session/SessionPage"), fullOnPhone: true },
  { path: "/referrals", load: () => import("../../referrals/ReferralsPage") },
  { path: "/referrals/new", load: () => import("../../referrals/new/NewReferralPage") },
  { path: "/referrals/arrive", load: () => import("../../referrals/ward/ArrivePage") },
  { path: "/referrals/:id", load: () => import("../../referrals/ReferralsPage") },
  { path: "/beds", load: () => import("../../referrals/beds/BedsPage") },
  { path: "/ward", load: () => import("../../referrals/ward/WardPage"), open: true, bare: true },
  { path: "/duty", load: () => import("../../duty/DutyPage") },
  { path: "/duty/handover", load: () => import("../../duty/handover/HandoverPage") },
  { path: "/duty/me", load: () => import("../../duty/mine/MyDutyPage") },
  { path: "/figures", load: () => import("../../figures/FiguresPage") },
  { path: "/admin", load: () => import("../../admin/frame/AdminPage") },
  { path: "/admin/people", load: () => import("../../admin/staff/people/PeoplePage") },
  { path: "/admin/experts", load: () => import("../../admin/staff/experts/ExpertsPage") },
  { path: "/admin/hospitals", load: () => import("../../admin/network/hospitals/HospitalsPage") },
  { path: "/admin/capabilities", load: () => import("../../admin/network/capabilities/CapabilitiesPage") },
  { path: "/admin/protocols", load: () => import("../../admin/network/protocols/ProtocolsPage") },
  { path: "/admin/lists", load: () => import("../../admin/settings/lists/ListsPage") },
  { path: "/admin/partnerships", load: () => import("../../admin/network/partnerships/PartnershipsPage") },
  { path: "/admin/channels", load: () => import("../../admin/settings/channels/ChannelsPage") },
  { path: "/admin/limits", load: () => import("../../admin/settings/limits/LimitsPage") },
  { path: "/account", load: () => import("../../admin/account/AccountPage") },
  { path: "/style", load: () => import("../../ui/style/StylePage"), open: true, bare: true },
];
