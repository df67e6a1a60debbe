import { checkPlan, type Finding } from '@huitou/shared/checkin/check-rules'
import type { Day } from '@huitou/shared/kit/day'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader } from '#server/platform/db/tx'
import { PlanVersions, type VersionRow } from '../entities'
import { versionsOn } from '../in-force'

const VERSIONS_MAX = 60

export const publishedVersions = (read: Reader) =>
  read.find(PlanVersions, {
    where: { state: 'published' },
    order: { activeOn: 'DESC', id: 'DESC' },
    take: VERSIONS_MAX,
  })

async function couponFindings(read: Reader, { body }: VersionRow): Promise<Finding[]> {
  const { ladder, cumulative, specials, first } = body
  const ids = [...ladder, ...cumulative, ...specials, ...(first ? [first] : [])]
    .map((one) => one.templateId)
    .filter((id): id is string => id !== null)
  const known = await templatesWithStores(read, ids)
  const lost = ids.filter((id) => !known.has(id))
  return lost.length > 0 ? [{ severity: 'error', words: `奖励里有不存在的券：${lost.join('、')}` }] : []
}

const meets = (one: VersionRow, other: VersionRow) =>
  one.audience === other.audience &&
  (one.audience === 'everyone' || one.levels.some((level) => other.levels.includes(level)))

/** Another plan, in force or to come, for the same members: only one can be theirs. */
async function overlapFindings(read: Reader, draft: VersionRow, day: Day): Promise<Finding[]> {
  const published = await publishedVersions(read)
  const coming = published.filter((one) => (one.activeOn ?? 0) > day)
  const others = [...versionsOn(published, day), ...coming].filter(
    (one) => one.line !== draft.line && (one.endsOn === null || one.endsOn > day),
  )
  const clash = others.find((one) => meets(one, draft))
  return clash ? [{ severity: 'error', words: `「${clash.name}」也是给这些会员的，先让它结束` }] : []
}

/** What speaks against publishing this draft now. */
export const findingsOf = async (read: Reader, draft: VersionRow, day: Day): Promise<Finding[]> => [
  ...checkPlan(draft.body, day),
  ...(await couponFindings(read, draft)),
  ...(await overlapFindings(read, draft, day)),
]
