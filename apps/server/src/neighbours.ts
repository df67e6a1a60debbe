import { IsNull, Not } from 'typeorm'
import { ONE_TIER } from '@huitou/shared/tier/programme-rules'
import type { Neighbours } from './domains/earning/tell/known'
import { soldCategories } from './domains/purchase/queries'
import { Programmes } from './domains/tier/entities'

/** What the rules must know of rooms beside and above their own. */
export const earningNeighbours: Neighbours = {
  async tiers(read) {
    const applied = await read.findOne(Programmes, {
      where: { state: 'published', sweptAt: Not(IsNull()) },
      order: { activeOn: 'DESC', id: 'DESC' },
    })
    return (applied?.body ?? ONE_TIER).tiers.map(({ level, name, benefits }) => ({
      level,
      name,
      pointsPermille: benefits.pointsPermille,
      memberDayPermille: benefits.memberDayPermille,
    }))
  },
  categories: soldCategories,
}
