import type { Output } from '@huitou/shared/api'
import type { Unit } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { codeImage } from '#server/platform/wechat/code-image'
import { Distributors } from '../entities'
import { settingsAt } from '../settings/in-force'

const VISITOR_PAGE = 'invite/from/index'

/** A distributor's code, to be shown. Refuses distribution_off, distributor_not_active, and wechat_unavailable where WeChat draws none. */
export async function showCode(
  platform: Platform,
  unit: Unit,
  { memberId, now }: { memberId: string; now: Date },
): Promise<Output<'distribution.code'>> {
  const scene = await unit(async (tx) => {
    if ((await settingsAt(tx, now)) === null) throw new Refused('distribution_off')
    const row = await tx.findOne(Distributors, { where: { memberId } })
    if (row === null || row.state !== 'active' || row.scene === null) throw new Refused('distributor_not_active')
    return row.scene
  })
  return { scene, image: await codeImage(platform, { scene, page: VISITOR_PAGE }) }
}
