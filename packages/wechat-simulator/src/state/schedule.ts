/** Something that this WeChat will do by itself at a moment of its own clock: a delivery, a retry, a verdict. */
type Plan = { atMs: number; turn: number; run: () => Promise<void> | void }

/** What waits for its time. It happens in the order of its moments, then in the order in which it was planned. */
export type Schedule = {
  plan: (atMs: number, run: Plan['run']) => void
  /** Does everything that is due by `nowMs`, also what that plans; answers when all of it is over. */
  runDue: (nowMs: number) => Promise<void>
  /** How many things still wait. */
  waiting: () => number
  clear: () => void
}

export const createSchedule = (): Schedule => {
  let plans: Plan[] = []
  let turns = 0
  let running: Promise<void> = Promise.resolve()

  const takeDue = (nowMs: number) => {
    const due = plans.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs || a.turn - b.turn)
    const [first] = due
    if (first) plans = plans.filter((plan) => plan !== first)
    return first
  }

  const drain = async (nowMs: number) => {
    for (let plan = takeDue(nowMs); plan; plan = takeDue(nowMs)) await plan.run()
  }

  return {
    plan: (atMs, run) => {
      turns += 1
      plans.push({ atMs, turn: turns, run })
    },
    runDue: (nowMs) => {
      running = running.then(() => drain(nowMs))
      return running
    },
    waiting: () => plans.length,
    clear: () => {
      plans = []
    },
  }
}
