import { hostname } from 'node:os'
import { deliverEvents, type EventHandler } from '#server/platform/events/deliver'
import type { Metrics } from '#server/platform/http/metrics'
import type { Platform } from '#server/platform/platform'
import { oneAtATime } from './one-at-a-time'
import { runJobIfDue, type Job } from './run-jobs'

const TICK_MS = 2_000

export type Worker = { nudge(): void; stop(): Promise<void> }

/** Delivers events and runs jobs until stopped: at every nudge, and every two seconds for what nobody nudged. */
export function keepRunning(
  platform: Platform,
  jobs: readonly Job[],
  handlers: readonly EventHandler[],
  metrics: Metrics,
): Worker {
  const { db, log, clock } = platform
  const holder = `${hostname().slice(0, 40)}:${process.pid}`
  let stopped = false

  const deliveries = oneAtATime(
    async () => {
      const { taken, problems } = await deliverEvents(db, handlers, clock())
      for (const { event, error } of problems)
        log.error({ err: error, event: event.name, eventId: event.id }, 'event failed')
      return taken > problems.length && !stopped
    },
    (error) => log.error({ err: error }, 'events could not be delivered'),
  )

  const rounds = oneAtATime(
    async () => {
      for (const job of jobs) if (!stopped) await runAndTell(job)
      return false
    },
    (error) => log.error({ err: error }, 'jobs could not be run'),
  )

  async function runAndTell(job: Job) {
    const outcome = await runJobIfDue(platform, job, holder, clock())
    if (outcome === 'not_due') return
    metrics.jobs.inc({ job: job.name, outcome: outcome === 'ok' ? 'ok' : 'failed' })
    if (outcome !== 'ok') log.error({ err: outcome, job: job.name }, 'job failed')
  }

  const tick = setInterval(() => {
    deliveries.ask()
    rounds.ask()
  }, TICK_MS)

  return {
    nudge: () => {
      if (!stopped) deliveries.ask()
    },
    async stop() {
      stopped = true
      clearInterval(tick)
      await Promise.all([deliveries.idle(), rounds.idle()])
    },
  }
}
