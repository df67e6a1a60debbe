/** What the demo must have for a test to begin. */
export function must<Found>(found: Found | undefined, what: string): Found {
  if (found === undefined) throw new Error(`the demo has no ${what}`)
  return found
}
