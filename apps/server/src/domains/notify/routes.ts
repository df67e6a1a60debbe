import type { Handlers } from '#server/platform/http/call'
import { answered } from './allow/answered'
import { figuresOf } from './figures/figures'
import { inboxOf, loggedById, messageLog, openMessage, readUpTo, unreadOf } from './inbox'
import { policyNow, savePolicy } from './prefer/policy'
import { preferencesOf, savePreferences } from './prefer/preferences'
import { allTemplates, saveTemplate, templateCard, wantedAt } from './template'
import { remindCheckIn, reminderOf } from './trigger/remind'
import { previewOf, testSend } from './wording/sample'
import { allWordings, saveWording, wordingCard } from './wording/wording'

const memberRoutes = {
  'notify.wanted': async (read, { input }) => ({ templateIds: await wantedAt(read, input.moment) }),

  'notify.answered': {
    run: (tx, { actor, input, now }) => answered(tx, { memberId: actor.memberId, ...input, now }),
    show: (_read, _call, accepted) => Promise.resolve({ accepted: Number(accepted) }),
  },

  'notify.remindCheckIn': {
    run: (tx, { actor, input, now }) => remindCheckIn(tx, { memberId: actor.memberId, ...input, now }),
    show: (read, _call, memberId) => reminderOf(read, memberId),
  },

  'notify.reminder': (read, { actor }) => reminderOf(read, actor.memberId),

  'notify.inbox': (read, { actor, input }) => inboxOf(read, actor.memberId, input.before),

  'notify.unread': async (read, { actor }) => ({ unread: await unreadOf(read, actor.memberId) }),

  'notify.read': (tx, { actor, input, now }) => readUpTo(tx, actor.memberId, input.upTo, now),

  'notify.opened': (tx, { actor, input, now }) => openMessage(tx, actor.memberId, input.messageId, now),

  'notify.preferences': (read, { actor }) => preferencesOf(read, actor.memberId),

  'notify.savePreferences': (tx, { actor, input, now }) =>
    savePreferences(tx, { ...input, memberId: actor.memberId, now }),
} satisfies Partial<Handlers>

const consoleRoutes = {
  'notify.templates': async (read) => ({ templates: await allTemplates(read) }),

  'notify.saveTemplate': {
    run: (tx, { actor, input, now }) => saveTemplate(tx, { ...input, operatorId: actor.operatorId, now }),
    show: async (read, _call, id) => ({ template: await templateCard(read, id) }),
  },

  'notify.messages': (read, { input }) => messageLog(read, input),

  'notify.policy': (read) => policyNow(read),

  'notify.savePolicy': {
    run: (tx, { actor, input, now }) => savePolicy(tx, { ...input, operatorId: actor.operatorId, now }),
    show: (read) => policyNow(read),
  },

  'notify.wordings': async (read) => ({ wordings: await allWordings(read) }),

  'notify.saveWording': {
    run: (tx, { actor, input, now }) => saveWording(tx, { ...input, operatorId: actor.operatorId, now }),
    show: async (read, _call, id) => ({ wording: await wordingCard(read, id) }),
  },

  'notify.preview': (read, { input }) => previewOf(read, input),

  'notify.testSend': {
    run: (tx, { input, now }) => testSend(tx, { ...input, now }),
    show: async (read, _call, id) => ({ message: await loggedById(read, id) }),
  },

  'notify.figures': (read, { input }) => figuresOf(read, input),
} satisfies Partial<Handlers>

export const notifyRoutes = { ...memberRoutes, ...consoleRoutes } satisfies Partial<Handlers>
