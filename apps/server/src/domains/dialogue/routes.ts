import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { contactsPage, messageById, messagesPage, presentOne } from './message/queries'
import { send } from './message/send'
import { saveReplySettings, settingsVersion, settingsView } from './reply/settings'

export const dialogueRoutes = (platform: Platform) =>
  ({
    'dialogue.settings': (read) => settingsView(read, platform),

    'dialogue.saveSettings': {
      run: (tx, { actor, input, now }) => saveReplySettings(tx, { settings: input, operatorId: actor.operatorId, now }),
      show: (read, _call, id) => settingsVersion(read, platform, id),
    },

    'dialogue.list': (read, { input, now }) => contactsPage(read, input.before, now),

    'dialogue.show': async (read, { input, now }) => ({
      contact: await presentOne(read, input.contactId, now),
      messages: await messagesPage(read, platform.vault, input.contactId, input.before),
    }),

    'dialogue.send': {
      run: (tx, { actor, input, now }) =>
        send(tx, platform, {
          ...{ contactId: input.contactId, text: input.text, page: input.page },
          ...{ operatorId: actor.operatorId, now },
        }),
      show: async (read, { now }, id) => {
        const { contactId, ...message } = await messageById(read, platform.vault, id)
        return { contact: await presentOne(read, contactId, now), message }
      },
    },
  }) satisfies Partial<Handlers>
