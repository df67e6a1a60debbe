/** What a rule answers: go ahead with these facts, or stop for this reason. */
export type Decision<Yes extends object, Reason extends string> = ({ ok: true } & Yes) | { ok: false; reason: Reason }

/** Stops for `reason`, a refusal code. */
export const no = <Reason extends string>(reason: Reason) => ({ ok: false, reason }) as const
