export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string | null;
}

/** What a token can be made for in this version. */
export const SCOPES = ["api", "uploads"] as const;

/** Lives on offer, in days; 0: until it is revoked. */
export const LIVES = [30, 90, 365, 0] as const;

export interface TokenBody {
  name: string;
  scopes: string[];
  expires_in?: number;
}

export function tokenBody(name: string, scopes: readonly string[], days: number): TokenBody {
  const body = { name: name.trim(), scopes: [...scopes] };
  return days === 0 ? body : { ...body, expires_in: days * 86_400 };
}
