/** A shared card that can still change: 0 while people gather, 1 for good once it has begun. */
export type Activity = { endsAtMs: number; state: 0 | 1; parameters: Readonly<Record<string, string>> }
