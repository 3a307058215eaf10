import { api } from "../../api";

/** Tells the server that this device was heard; without a line only this tab knows. */
export async function tellHeard(): Promise<void> {
  const { userAgent } = navigator;
  const [browser = ""] = /(Edg|OPR|Firefox|Chrome|Safari)\/\d+/.exec(userAgent) ?? [];
  const phone = /Mobile|Android|iPhone/.test(userAgent) ? "phone" : "PC";
  await api.post("/duty/me/alarm_tests", { device: [phone, browser.replace("/", " ")].filter(Boolean).join(" · ") }).catch(() => undefined);
}
