/** A call that was answered with a rid, as rid/get explains it. */
export type Incident = { atMs: number; requestUrl: string; requestBody: string; responseBody: string; clientIp: string }

/** By rid, oldest first. */
export type Rids = Map<string, Incident>

// More than anybody looks up, and little enough for a simulator that runs for weeks.
const KEPT = 1_000

export const RID = /rid: ([\da-f]{8}-[\da-f]{8}-[\da-f]{8})/

/** Remembers an answer that carries a rid; any other one is left alone. */
export const noteIncident = (rids: Rids, incident: Incident) => {
  const rid = RID.exec(incident.responseBody)?.[1]
  if (rid === undefined) return
  rids.set(rid, incident)
  const [oldest] = rids.keys()
  if (rids.size > KEPT && oldest !== undefined) rids.delete(oldest)
}
