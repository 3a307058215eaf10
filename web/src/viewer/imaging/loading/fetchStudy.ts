/** A study's metadata, PS3.18 10.4.1.1.2. */
import type { Dataset } from "../dicom/attributes";
import { type Study, studyOf } from "../dicom/stacks";
import { fetchBytes, LoadError, type OnProgress } from "./fetchBytes";

export function studyUrl(org: string, studyUid: string): string {
  return `/dicom-web/at/${encodeURIComponent(org)}/studies/${encodeURIComponent(studyUid)}`;
}

/** Throws LoadError; status 204 when there is nothing in the study, -1 when the answer is no metadata. */
export async function fetchStudy(url: string, signal: AbortSignal, onProgress: OnProgress): Promise<Study> {
  const { bytes } = await fetchBytes(`${url}/metadata`, { accept: "application/dicom+json", signal, onProgress });
  if (bytes.length === 0) throw new LoadError(204);
  try {
    return studyOf(JSON.parse(new TextDecoder().decode(bytes)) as Dataset[], url);
  } catch {
    throw new LoadError(-1);
  }
}
