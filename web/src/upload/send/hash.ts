/** Web Crypto hashes only what is in memory at once. */
const WHOLE_UP_TO = 64 * 1024 * 1024;

/** Hex sha256, or null where the file is too large or the address is not secure. */
export async function sha256(file: Blob): Promise<string | null> {
  if (file.size > WHOLE_UP_TO || globalThis.crypto?.subtle === undefined) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
