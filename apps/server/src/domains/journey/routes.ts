import { PRESETS } from '@huitou/shared/journey/presets'
import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { pauseJourney, putOn, saveJourney, stopJourney, takePreset } from './definition/lifecycle'
import { dryRun } from './show/dry-run'
import { figuresOf } from './show/figures'
import { journeyPage, oneJourney } from './show/journeys'
import { membersOf } from './show/members'

const show = (read: Reader, { now }: { now: Date }, id: string) => oneJourney(read, id, now)

export const journeyRoutes = {
  'journey.presets': () => Promise.resolve({ presets: [...PRESETS] }),
  'journey.fromPreset': { run: (tx, { input }) => takePreset(tx, input.key), show },
  'journey.list': (read, { input, now }) => journeyPage(read, input, now),
  'journey.journey': (read, { input, now }) => oneJourney(read, input.journeyId, now),
  'journey.save': { run: (tx, { input }) => saveJourney(tx, input), show },
  'journey.putOn': {
    run: (tx, { actor, input, now }) => putOn(tx, input.journeyId, `operator:${actor.operatorId}`, now),
    show,
  },
  'journey.pause': { run: (tx, { input }) => pauseJourney(tx, input.journeyId), show },
  'journey.stop': { run: (tx, { input }) => stopJourney(tx, input.journeyId), show },
  'journey.dryRun': (read, { input, now }) => dryRun(read, input, now),
  'journey.members': (read, { input }) => membersOf(read, input),
  'journey.figures': (read, { input }) => figuresOf(read, input.journeyId),
} satisfies Partial<Handlers>
