import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { Skeleton } from "../../ui";

/** "/admin" leads to its first section. */
export default function AdminPage() {
  const { route } = useLocation();
  useEffect(() => route("/admin/people", true), []);
  return <Skeleton />;
}
