import type { Output } from '@huitou/shared/api'
import { payLine, perkLines, posterWords } from '@huitou/shared/attribution/word-rules'
import { monthOf } from '@huitou/shared/kit/day'
import { Codes, type CodeRow } from '#server/domains/channel/entities'
import { targetsOf } from '#server/domains/channel/entry/targets'
import { payCodeInUse } from '#server/domains/channel/my-code'
import { offerOf } from '#server/domains/channel/offer'
import { giftInForce, presentGifts } from '#server/domains/joining/gifts'
import { staffOfStores } from '#server/domains/staff/queries'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { sumsOfStaff, type Figures } from './sums'

const some = (figures: Figures | undefined) => ({
  scans: figures?.scans ?? 0,
  joins: figures?.joins ?? 0,
  buyers: figures?.buyers ?? 0,
})

/** What people’s codes brought today and this month, and how many they are to bring a day. */
async function enrolledBy(read: Reader, staffIds: readonly string[], now: Date) {
  const { day } = await today(read, now)
  const thisDay = await sumsOfStaff(read, staffIds, { from: day, until: day })
  const thisMonth = await sumsOfStaff(read, staffIds, { from: monthOf(day) * 100 + 1, until: day })
  const targets = await targetsOf(read, staffIds)
  return (staffId: string) => ({
    today: some(thisDay.get(staffId)),
    month: some(thisMonth.get(staffId)),
    target: targets.get(staffId) ?? 0,
  })
}

/** Only what joining through this code gives now. */
async function perksOf(read: Reader, code: CodeRow | null, now: Date) {
  const { points, coupons } = await presentGifts(read, await giftInForce(read, now), now)
  const offer = code && (await offerOf(read, code, now))
  const own = offer?.known?.template.name
  const couponNames = [...coupons.map(({ face }) => face.name), ...(own === undefined ? [] : [own])]
  return { points, couponNames, benefit: offer?.benefit ?? null }
}

async function wordsFor(read: Reader, staffId: string, now: Date) {
  const perks = await perksOf(read, await read.findOne(Codes, { where: { personalOf: staffId } }), now)
  return { lines: perkLines(perks), offer: posterWords(perks) }
}

/** What to say beside the code that is shown after a sale. */
export const payLineFor = async (read: Reader, staffId: string, storeId: string, now: Date) => ({
  line: payLine(await perksOf(read, await payCodeInUse(read, staffId, storeId), now)),
})

export const mine = async (read: Reader, staffId: string, now: Date): Promise<Output<'attribution.mine'>> => ({
  ...(await enrolledBy(read, [staffId], now))(staffId),
  ...(await wordsFor(read, staffId, now)),
})

/** Staff of a store, who brought most first. */
export async function ranking(read: Reader, storeId: string, now: Date): Promise<Output<'attribution.ranking'>> {
  const staff = (await staffOfStores(read, [storeId])).filter(({ disabledAt }) => disabledAt === null)
  const figuresOf = await enrolledBy(
    read,
    staff.map(({ id }) => id),
    now,
  )
  const rows = staff.map(({ id, name }) => ({ staffId: id, name, ...figuresOf(id) }))
  return { rows: rows.sort((a, b) => b.month.joins - a.month.joins || b.month.buyers - a.month.buyers) }
}
