import { demoOperators } from '#server/demo/personas'
import { demoTemplates } from '#server/demo/message-templates'
import { Operators } from '#server/domains/admin/entities'
import { Items } from '#server/domains/mall/entities'
import { tell } from '#server/domains/notify/tell'
import { saveTemplate } from '#server/domains/notify/template'
import type { Tx } from '#server/platform/db/tx'

/** What carries the demo's messages, set up by its owner. */
export async function createMessageTemplates(tx: Tx, now: Date) {
  const { id: operatorId } = await tx.findOneByOrFail(Operators, { login: demoOperators[0].login })
  for (const { topic, templateId, fields } of demoTemplates)
    await saveTemplate(tx, { topic, templateId, fields, enabled: true, operatorId, now })
}

const HOUR_MS = 3_600_000

/** What 林小满 was told lately. */
export async function tellXiaoman(tx: Tx, memberId: string, now: Date) {
  const mug = await tx.findOneByOrFail(Items, { name: '回字纹马克杯' })
  const points = String(mug.points)
  const back = {
    ...({ memberId, topic: 'mall.back', title: '你等的到货了', page: `mall/item/index?itemId=${mug.id}` } as const),
    words: `「${mug.name}」又有了，${points} 积分一份，先到先得`,
    facts: { name: mug.name, points, note: '数量不多，先到先得' },
  }
  const reminder = {
    ...({ memberId, topic: 'checkin.reminder', title: '今天还没有签到', page: 'pages/checkin/index' } as const),
    words: '已经连签 6 天，今天别断了，点开就能签',
    facts: { name: '每日签到', days: '6', note: '已经连签 6 天，今天别断了' },
  }
  await tell(tx, [back], 'demo:back', new Date(now.getTime() - 26 * HOUR_MS))
  await tell(tx, [reminder], 'demo:reminder', new Date(now.getTime() - 2 * HOUR_MS))
}
