/** Work that anybody may ask for at any time and that never runs beside itself. */
export type OneAtATime = { ask(): void; idle(): Promise<void> }

/**
 * Runs `work` once it is asked for, and again as long as somebody asks meanwhile or it answers that there is more. An error ends the
 * round and is told; the next ask begins a new one.
 */
export function oneAtATime(work: () => Promise<boolean>, failed: (error: unknown) => void): OneAtATime {
  let asked = false
  let running: Promise<void> | null = null

  const round = async () => {
    while (asked) {
      asked = false
      try {
        if (await work()) asked = true
      } catch (error) {
        failed(error)
      }
    }
    running = null
  }

  return {
    ask() {
      asked = true
      running ??= round()
    },
    idle: () => running ?? Promise.resolve(),
  }
}
