import { api, useResource } from "../../../api";
import { t } from "../../../i18n";
import { Addresses, type Kept } from "../../account/reach/Addresses";

interface ContactOf {
  addresses: Kept;
  channels: string[];
}

/** E-mail, WeCom and DingTalk of one person, where the hospital calls over these. */
export function ContactSection({ person, org }: { person: string; org: string }) {
  const contact = useResource<ContactOf>(`/people/${person}/contact?org=${org}`);
  const found = contact.data;
  if (found === undefined || !found.channels.some((each) => ["email", "wecom", "dingtalk"].includes(each))) return null;
  const save = async (body: Record<string, string>) => contact.set(await api.put<ContactOf>(`/people/${person}/contact`, { org_id: org, ...body }));
  return (
    <section class="admin-part" aria-labelledby="contact-title">
      <h3 id="contact-title">{t("channels.reached_at")}</h3>
      <Addresses kept={found.addresses} channels={found.channels} onSave={save} />
    </section>
  );
}
