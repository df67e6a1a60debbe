import type { Input } from '@huitou/shared/api'
import type { Preferences } from '@huitou/shared/notify/contract'
import { askNow } from '../../kit/ask-to-be-told'
import { device } from '../../kit/device/device'
import { useSend } from '../../kit/use-send'

type Wishes = Input<'notify.savePreferences'>

const wishesOf = ({ topics, quiet, streakWarning }: Preferences): Wishes => ({
  ...{ quiet, streakWarning },
  appOnly: topics.filter(({ wechat }) => !wechat).map(({ topic }) => topic),
})

type Around = { data: Preferences; onSaved: (data: Preferences) => void; onAllowed: () => void }

/** Saves what the member wants, whole, and asks WeChat first in the same tap where that helps (R10). */
export const usePreferences = ({ data, onSaved, onAllowed }: Around) => {
  const { busy, failure, run } = useSend('notify.savePreferences')
  const save = async (change: Partial<Wishes>) => {
    const saved = await run({ ...wishesOf(data), ...change })
    if (saved) onSaved(saved)
  }
  const allow = (templateIds: readonly string[]) => {
    if (!device.hasMessages || templateIds.length === 0) return
    askNow(templateIds).then(onAllowed, (thrown: unknown) => console.warn('not asked about messages', thrown))
  }
  return { busy, failure, save, allow, appOnly: wishesOf(data).appOnly }
}

export type Saving = ReturnType<typeof usePreferences>
