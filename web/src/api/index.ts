export { about, loadAbout, type About, type DemoAccount } from "./about";
export { api, ApiError, OfflineError, type CallOptions } from "./client";
export { clockOffset, now, serverNow } from "./clock";
export { reportFault, watchFaults } from "./faults";
export { lastContact, link, offlineSince, socketIs, transfer, type Link, type Transfer } from "./link";
export {
  hasRole,
  loadSession,
  login,
  isHere,
  logout,
  me,
  session,
  sessionEnd,
  startsCases,
  switchUser,
  type Person,
  type Role,
  type RoleName,
  type Session,
} from "./session";
export { useAttempt } from "./useAttempt";
export { useResource, type Resource } from "./useResource";
