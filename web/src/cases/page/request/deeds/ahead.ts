/** Minutes from now that are promised with one tap. */
export const AHEAD = [15, 30, 60, 120] as const;
