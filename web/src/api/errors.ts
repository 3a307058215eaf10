/** A problem+json answer of the server (RFC 9457); `code` is stable, `detail` already translated. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly detail: string;

  constructor(status: number, code: string, params: Record<string, unknown>, detail: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.params = params;
    this.detail = detail;
  }
}

/** No answer came: cable out, server down, or slower than the deadline. Nothing is known of the outcome. */
export class OfflineError extends Error {
  override name = "OfflineError";
  readonly reason: "unreachable" | "timeout";

  constructor(reason: "unreachable" | "timeout") {
    super(reason);
    this.reason = reason;
  }
}

/** Reads a failed response; a proxy's HTML page becomes code `http.<status>`. */
export async function problemOf(response: Response): Promise<ApiError> {
  let problem: Record<string, unknown> = {};
  if ((response.headers.get("content-type") ?? "").includes("json")) {
    try {
      problem = (await response.json()) as Record<string, unknown>;
    } catch {
      problem = {};
    }
  }
  const { code, params, detail, title } = problem;
  return new ApiError(
    response.status,
    typeof code === "string" ? code : `http.${response.status}`,
    params !== null && typeof params === "object" ? (params as Record<string, unknown>) : {},
    typeof detail === "string" ? detail : typeof title === "string" ? title : "",
  );
}
