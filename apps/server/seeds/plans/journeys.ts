import { PRESETS } from '@huitou/shared/journey/presets'
import { Templates } from '#server/domains/coupon/entities'
import { putOn, saveJourney } from '#server/domains/journey/definition/lifecycle'
import type { Tx } from '#server/platform/db/tx'
import { templateOf } from '../shop'

/** Who has bought for the first time is thanked the next day, with a coupon. */
export async function createJourneys(tx: Tx, now: Date) {
  const preset = PRESETS.find(({ key }) => key === 'after_first')
  if (!preset) throw new Error('no such preset')
  const thanks = {
    name: '谢谢你来券',
    kind: 'exchange',
    itemName: '海盐曲奇一份',
    validDays: 30,
    claimable: false,
  } as const
  const { identifiers } = await tx.insert(Templates, templateOf(thanks, now))
  const templateId = String(identifiers[0]?.['id'])
  const steps = preset.body.steps.map((step) => (step.kind === 'coupon' ? { ...step, templateId } : step))
  const id = await saveJourney(tx, { id: null, body: { ...preset.body, steps } })
  await putOn(tx, id, 'system', now)
}
