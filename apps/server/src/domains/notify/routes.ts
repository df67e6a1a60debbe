import type { Handlers } from '#server/platform/http/call'
import { answered } from './allow/answered'
import { inboxOf, messageLog, readUpTo, unreadOf } from './inbox'
import { remindCheckIn, reminderOf } from './remind'
import { allTemplates, saveTemplate, templateCard, wantedAt } from './template'

export const notifyRoutes = {
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

  'notify.templates': async (read) => ({ templates: await allTemplates(read) }),

  'notify.saveTemplate': {
    run: (tx, { actor, input, now }) => saveTemplate(tx, { ...input, operatorId: actor.operatorId, now }),
    show: async (read, _call, id) => ({ template: await templateCard(read, id) }),
  },

  'notify.messages': (read, { input }) => messageLog(read, input),
} satisfies Partial<Handlers>
