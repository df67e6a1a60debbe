import { hostname } from 'node:os'
import { deliverEvents, type EventHandler } from '#server/platform/events/deliver'
import type { Metrics } from '#server/platform/http/metrics'
import type { Platform } from '#server/platform/platform'
import { runJobIfDue, type Job } from './run-jobs'

const TICK_MS = 2_000

export type Worker = { nudge(): void; stop(): Promise<void> }

/** Delivers events and runs jobs until stopped: at every nudge, and every two seconds for what nobody nudged. */
export function keepRunning(platform: Platform, jobs: readonly Job[], handlers: readonly EventHandler[], metrics: Metrics): Worker {
  const { db, log, clock } = platform
  const holder = `${hostname().slice(0, 40)}:${process.pid}`
  let stopped = false
  let delivering: Promise<void> | null = null
  let again = false

  const deliverAll = async () => {
    do {
      again = false
      const { taken, problems } = await deliverEvents(db, handlers, clock())
      for (const { event, error } of problems) log.error({ err: error, event: event.name, eventId: event.id }, 'event failed')
      if (taken > problems.length) again = true
    } while (again && !stopped)
  }

  const nudge = () => {
    again = true
    if (delivering || stopped) return
    delivering = deliverAll()
      .catch((error: unknown) => log.error({ err: error }, 'events could not be delivered'))
      .finally(() => {
        delivering = null
      })
  }

  const runJobs = async () => {
    for (const job of jobs) {
      if (stopped) return
      const error = await runJobIfDue(platform, job, holder, clock())
      metrics.jobs.inc({ job: job.name, outcome: error ? 'failed' : 'ok' })
      if (error) log.error({ err: error, job: job.name }, 'job failed')
    }
  }

  let running: Promise<void> | null = null
  const tick = setInterval(() => {
    nudge()
    running ??= runJobs()
      .catch((error: unknown) => log.error({ err: error }, 'jobs could not be run'))
      .finally(() => {
        running = null
      })
  }, TICK_MS)

  return {
    nudge,
    async stop() {
      stopped = true
      clearInterval(tick)
      await Promise.all([delivering, running])
    },
  }
}
