import { useResource } from "../../../../api";
import type { Department, List } from "../../../types";

/** The departments of a hospital; empty until they have arrived. */
export function useDepartments(org: string | null): readonly Department[] {
  return useResource<List<Department>>(org === null || org === "" ? null : `/hospitals/${org}/departments`).data?.items ?? [];
}
