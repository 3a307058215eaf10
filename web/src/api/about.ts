import { signal } from "@preact/signals";
import { api } from "./client";

export interface DemoAccount {
  username: string;
  name: string;
  role: string;
  hospital: string;
}

/** What the server says of itself to anyone who asks. */
export interface About {
  name: string;
  version: string;
  demo: boolean;
  demo_accounts: DemoAccount[];
  languages: string[];
  /** The address to use; absent when the server does not tell. */
  public_url?: string;
  /** Only in the demonstration network: the password all its accounts share. */
  demo_password?: string;
  server_time: string;
  /** False while the server's calls stand still: people must call each other. */
  alarms: boolean;
}

export const about = signal<About | null>(null);

export async function loadAbout(): Promise<About> {
  about.value = await api.get<About>("/about");
  return about.value;
}
