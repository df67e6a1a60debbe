/**
 * Lets one through at a time, in order of arrival. The hand-over goes through setImmediate: the SQLite driver is synchronous, and a
 * chain of awaits alone would starve the event loop.
 */
export class Turnstile {
  private taken = false
  private readonly waiting: (() => void)[] = []

  enter(): Promise<void> {
    if (!this.taken) {
      this.taken = true
      return Promise.resolve()
    }
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  leave() {
    const next = this.waiting.shift()
    if (next) setImmediate(next)
    else this.taken = false
  }
}
