import type { Handlers } from '#server/platform/http/call'
import { buyCard } from './card/buy-card'
import { cardById, cardPage, cardsOf, holdingById, presentHeld } from './card/queries'
import { grantCard, saveCard } from './card/save-card'
import { markCelebrated } from './celebration'
import { tierOf } from './mine'
import { draftWithFindings, programmeView, versionById } from './programme/queries'
import { publishProgramme, saveProgramme } from './programme/save'
import { distributionOf, handOf, historyOf, previewOf } from './queries'
import { setTierByHand } from './standing/by-hand'

const memberRoutes = {
  'tier.mine': (read, { actor, now }) => tierOf(read, actor.memberId, now),

  'tier.celebrated': async (tx, { actor, input, now }) => {
    await markCelebrated(tx, actor.memberId, input.id, now)
    return {}
  },

  'tier.history': (read, { actor, input }) => historyOf(read, actor.memberId, input.before),

  'tier.myCards': (read, { actor, now }) => cardsOf(read, actor.memberId, now),

  'tier.buyCard': {
    run: (tx, { actor, input, now }) => buyCard(tx, { memberId: actor.memberId, ...input, now }),
    show: async (read, { now }, id) => {
      const held = await holdingById(read, id)
      return { card: presentHeld(held, now), points: held.points, balanceAfter: held.balanceAfter }
    },
  },
} satisfies Partial<Handlers>

const programmeRoutes = {
  'tier.programme': (read, { now }) => programmeView(read, now),

  'tier.saveProgramme': {
    run: (tx, { actor, input, now }) => saveProgramme(tx, { ...input, author: `operator:${actor.operatorId}`, now }),
    show: (read, _call, id) => draftWithFindings(read, id),
  },

  'tier.publishProgramme': {
    run: (tx, { actor, input, now }) =>
      publishProgramme(tx, {
        id: input.id,
        activeOn: input.activeOn,
        author: `operator:${actor.operatorId}`,
        now,
      }),
    show: async (read, _call, id) => ({ version: await versionById(read, id) }),
  },
} satisfies Partial<Handlers>

export const tierRoutes = {
  ...memberRoutes,
  ...programmeRoutes,

  'tier.memberHistory': (read, { input }) => historyOf(read, input.memberId, input.before),

  'tier.setByHand': {
    run: (tx, { actor, input, now }) => setTierByHand(tx, { ...input, operatorId: actor.operatorId, now }),
    show: (read, { now }, memberId) => handOf(read, memberId, now),
  },

  'tier.reviewPreview': (read, { input, now }) => previewOf(read, input, now),

  'tier.distribution': (read, { now }) => distributionOf(read, now),

  'tier.cards': (read, { input }) => cardPage(read, input),

  'tier.saveCard': {
    run: (tx, { input, now }) => saveCard(tx, input, now),
    show: async (read, _call, id) => ({ card: await cardById(read, id) }),
  },

  'tier.grantCard': {
    run: (tx, { actor, input, now }) => grantCard(tx, { ...input, operatorId: actor.operatorId, now }),
    show: async (read, { now }, id) => ({ card: presentHeld(await holdingById(read, id), now) }),
  },
} satisfies Partial<Handlers>
