const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/** One line when a step begins, one with the seconds when it has ended. */
export async function step(title, work) {
  const began = performance.now()
  console.log(`· ${title} …`)
  const result = await work()
  console.log(`✓ ${title} (${seconds(began)})`)
  return result
}

const BEAT_MS = 5000

/** Says every five seconds how far a long step has come, so that nobody thinks it hangs. */
export async function withHeartbeat(describe, work) {
  const began = performance.now()
  const beat = setInterval(() => console.log(`  ${describe()} (${seconds(began)})`), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}
