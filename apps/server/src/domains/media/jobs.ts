import type { Job } from '#server/platform/jobs/run-jobs'
import { sweepPictures } from './sweep'

const HOUR_MS = 3_600_000

export const mediaJobs: Job[] = [{ name: 'media.sweep', everyMs: HOUR_MS, run: sweepPictures }]
