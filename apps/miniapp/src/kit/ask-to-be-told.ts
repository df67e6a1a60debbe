import type { Moment } from '@huitou/shared/notify/topic-rules'
import { useCallback } from 'react'
import { send } from './call/call'
import { device } from './device/device'
import { useAsk } from './use-ask'

/** WeChat shows no more in one pop-up. */
const TOGETHER = 3

/** Belongs first into a tap of the member's own (R10). */
export const askNow = async (templateIds: readonly string[]) => {
  const answers = await device.askForMessages(templateIds.slice(0, TOGETHER))
  if (answers.length > 0) await send('notify.answered', { answers })
}

/**
 * Asks, beside what the member does here themself, whether WeChat may tell them. `ask` belongs first into the tap (R10), so the templates
 * come with the page. Whatever they answer, and whether the pop-up opens at all, what they did goes on the same (R37).
 */
export const useAskToBeTold = (moment: Moment) => {
  const { data } = useAsk('notify.wanted', { moment }, { when: device.hasMessages })
  const canAsk = data !== null && data.templateIds.length > 0
  const ask = useCallback(() => {
    if (!data || data.templateIds.length === 0) return
    askNow(data.templateIds).catch((thrown: unknown) => console.warn('not asked about messages', thrown))
  }, [data])
  return { canAsk, ask }
}
