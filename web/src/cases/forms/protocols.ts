/** One version of a hospital's protocol beside a template; a withdrawn one has no file, its note says why. */
export interface ProtocolRow {
  template: string;
  version: number;
  title: string;
  /** A day. */
  valid_from: string;
  note: string;
  withdrawn: boolean;
  size: number;
  by: string;
  at: string;
}

export interface Protocol {
  template: string;
  /** null: its day has not come, or it is withdrawn. */
  in_force: ProtocolRow | null;
  newest: ProtocolRow;
}

export const protocolsOf = (org: string) => `/hospitals/${org}/protocols`;

/** Where a version's PDF is; it is downloaded, never shown as a page of ours. */
export const fileOf = (org: string, row: Pick<ProtocolRow, "template" | "version">) =>
  `/api/v1${protocolsOf(org)}/${encodeURIComponent(row.template)}/${row.version}/original`;
