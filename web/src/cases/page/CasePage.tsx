import { useRoute } from "preact-iso";
import { useTitle } from "../../shell/useTitle";
import { PageError } from "../../ui";
import { CaseScope } from "./CaseScope";
import { Desktop } from "./Desktop";
import { patientName } from "../detail/facts";
import { Loading } from "./Loading";
import { Phone } from "./Phone";
import { useCase } from "./state/useCase";
import { usePhone } from "../../ui/useMedia";
import "./case.css";

/** One patient on one page. */
export default function CasePage() {
  const id = useRoute().params.id ?? "";
  const { resource, room } = useCase(id);
  const phone = usePhone();
  useTitle(resource.data ? patientName(resource.data) : "");
  if (resource.data && room) {
    return (
      <CaseScope detail={resource.data} resource={resource} room={room}>
        {phone ? <Phone /> : <Desktop />}
      </CaseScope>
    );
  }
  if (resource.error !== undefined && !resource.loading) return <PageError error={resource.error} onRetry={resource.reload} />;
  return <Loading />;
}
