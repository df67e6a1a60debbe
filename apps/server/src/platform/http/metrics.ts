import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    calls: new Histogram({
      name: 'huitou_call_seconds',
      help: 'Time per call, by contract and outcome (ok, replay, or the refusal code)',
      labelNames: ['call', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    jobs: new Counter({
      name: 'huitou_job_runs_total',
      help: 'Job runs, by job and outcome',
      labelNames: ['job', 'outcome'],
      registers: [registry],
    }),
  }
}
