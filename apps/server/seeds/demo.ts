import { In, IsNull, Not, type DataSource } from 'typeorm'
import { Events } from '#server/platform/events/entities'
import type { Vault } from '#server/platform/crypto/vault'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import { DEMO_PASSWORD, demoOperators } from '#server/demo/personas'
import { Operators } from '#server/domains/admin/entities'
import { createOperator } from '#server/domains/admin/invitations'
import { hashPassword } from '#server/domains/admin/password'
import { basketOf } from './baskets'
import { checkInMany } from '#server/domains/checkin/check-in'
import { createChannels } from './codes'
import { createDice } from './dice'
import { defaultRules, publishRules } from './earning-rules'
import { createDuties } from './plans/duties'
import { createGatherings } from './plans/gatherings'
import { createSurveys } from './plans/surveys'
import { createGroupBuys } from './plans/group-buys'
import { createJourneys } from './plans/journeys'
import { createMessageTemplates } from './messages'
import { createOffers } from './offers'
import {
  buy,
  buyOfClerk,
  claim,
  createMember,
  createStaff,
  createUser,
  endShift,
  giveBack,
  useOneCoupon,
} from './people'
import { createReviews } from './plans/reviews'
import { createShop, type Shop } from './shop'
import { countBought, createTasks } from './plans/tasks'
import { at, HISTORY_DAYS, openIdOf, type Town } from './town'
import { createXiaoman } from './xiaoman'

const DAY_MS = 86_400_000
const MEMBERS = 200
const VISITS_MAX = 14
const PURCHASES_MAX = 8
/** One in so many stood at the counter just now: of all, and of those with a fresh coupon. */
const BUYS_TODAY_EVERY = 20
const USES_TODAY_EVERY = 4
const MEMBERS_TOGETHER = 20
/** So many days back clerks hand over in the evening; the first hand-over closes what was before. */
const SHIFTS_DAYS = 14
const PROGRESS_EVERY_DAYS = 90

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [
  '小雨',
  '一鸣',
  '思远',
  '可欣',
  '子涵',
  '安',
  '梓萱',
  '晓东',
  '若曦',
  '嘉宁',
  '文博',
  '佳怡',
  '明哲',
  '静',
  '雪',
  '浩然',
]

async function createTeam(tx: Tx, shop: Shop, since: Date) {
  const { wutong, riverside } = shop.stores
  const both = [wutong, riverside]
  const fang = await createStaff(
    tx,
    { openId: openIdOf('fang'), name: '小方', role: 'clerk', storeIds: [wutong] },
    since,
  )
  const jiang = await createStaff(
    tx,
    { openId: openIdOf('jiang'), name: '江江', role: 'clerk', storeIds: [riverside] },
    since,
  )
  await createStaff(tx, { openId: openIdOf('zhou'), name: '周店长', role: 'manager', storeIds: both }, since)
  await createStaff(tx, { openId: openIdOf('owner'), name: '老板娘', role: 'owner', storeIds: both }, since)
  return [
    { staffId: fang, storeId: wutong },
    { staffId: jiang, storeId: riverside },
  ]
}

type Act = (tx: Tx) => Promise<unknown>
type Regular = { memberId: string; joinedDaysAgo: number; lastDaysAgo: number }
/** What happened on one day: who checked in, and then everything else in its order. */
type DayOfLife = { checkedIn: string[]; acts: Act[] }
type Diary = { on(daysAgo: number): DayOfLife }

function createDiary(): Diary {
  const days = new Map<number, DayOfLife>()
  return {
    on(daysAgo) {
      const day = days.get(daysAgo) ?? { checkedIn: [], acts: [] }
      days.set(daysAgo, day)
      return day
    },
  }
}

/** Comes for a while, more or less often, and takes a coupon now and then. */
function planVisits(diary: Diary, { memberId, joinedDaysAgo, lastDaysAgo }: Regular, { clerks, dice, now }: Town) {
  const everyDays = dice.pick([1, 2, 3, 5, 9, 14, 30])
  const clerk = dice.pick(clerks)
  let visits = 0
  for (let daysAgo = joinedDaysAgo; daysAgo >= lastDaysAgo && visits < VISITS_MAX; daysAgo -= everyDays, visits += 1) {
    const day = diary.on(daysAgo)
    day.checkedIn.push(memberId)
    const used = at(now, daysAgo, 210)
    if (dice.happens(150)) day.acts.push((tx) => useOneCoupon(tx, { memberId, ...clerk }, used))
  }
}

/** Buys through the year, and once in a while brings something back an hour later. */
function planPurchases(diary: Diary, { memberId, joinedDaysAgo, lastDaysAgo }: Regular, { clerks, dice, now }: Town) {
  const everyDays = dice.pick([6, 10, 15, 25, 40])
  const { storeId } = dice.pick(clerks)
  let times = 0
  for (let daysAgo = joinedDaysAgo; daysAgo >= lastDaysAgo && times < PURCHASES_MAX; daysAgo -= everyDays, times += 1) {
    const bought = at(now, daysAgo, dice.whole(215, 400))
    const lines = basketOf(dice)
    const returned = dice.happens(20) ? new Date(bought.getTime() + DAY_MS / 24) : null
    diary.on(daysAgo).acts.push(async (tx) => {
      const purchaseId = await buy(tx, { memberId, storeId, lines, at: bought })
      if (returned) await giveBack(tx, purchaseId, returned)
    })
  }
}

/** One of many: joins, and what they will do is written into the diary. */
async function createRegular(tx: Tx, index: number, diary: Diary, town: Town) {
  const { shop, clerks, dice, now, vault } = town
  const joinedDaysAgo = dice.whole(1, HISTORY_DAYS - 10)
  const nickname = dice.happens(800) ? dice.pick(FAMILY) + dice.pick(GIVEN) : null
  const profile = {
    openId: `demo-openid-${index}`,
    nickname: nickname ?? '微信用户',
    phone: dice.happens(400) ? `139${String(10_000_000 + index)}` : null,
    birthday: null,
  }
  const memberId = await createMember(tx, vault, profile, at(now, joinedDaysAgo, -200))
  const regular = { memberId, joinedDaysAgo, lastDaysAgo: dice.happens(700) ? 1 : dice.whole(1, joinedDaysAgo) }
  planVisits(diary, regular, town)
  planPurchases(diary, regular, town)
  const lately = diary.on(0).acts
  const claimed = at(now, 0, -dice.whole(30, 600))
  const claims = dice.happens(300)
  if (claims) lately.push((act) => claim(act, memberId, shop.templates.autumn, claimed))
  // The later in the list, the later in the day: the counter's list is in the order of its rows.
  const used = at(now, 0, Math.floor((index - MEMBERS) / 4) - 2)
  const clerk = dice.pick(clerks)
  if (dice.happens(60) || (claims && index % USES_TODAY_EVERY === 0))
    lately.push((act) => useOneCoupon(act, { memberId, ...clerk }, used))
  if (index % BUYS_TODAY_EVERY === 0)
    lately.push((act) => buyOfClerk(act, { memberId, ...clerk, lines: basketOf(createDice(index)), at: used }))
}

/** Lives the diary through, day by day: the journal goes forward only. */
async function live(db: DataSource, diary: Diary, { clerks, now }: Town, say: (line: string) => void) {
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 0; daysAgo -= 1) {
    const { checkedIn, acts } = diary.on(daysAgo)
    if (checkedIn.length + acts.length > 0)
      await inTransaction(db, async (tx) => {
        await checkInMany(tx, checkedIn, at(now, daysAgo, -(daysAgo % 180)))
        for (const act of acts) await act(tx)
        if (daysAgo > 0 && daysAgo <= SHIFTS_DAYS)
          for (const clerk of clerks) await endShift(tx, clerk, at(now, daysAgo, 420))
      })
    if (daysAgo % PROGRESS_EVERY_DAYS === 0 && daysAgo > 0) say(`  ${daysAgo} days to today`)
  }
}

async function createOperators(db: DataSource, since: Date) {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await inTransaction(db, async (tx) => {
    for (const operator of demoOperators) {
      const id = await createOperator(tx, operator, since)
      await tx.update(Operators, { id }, { passwordHash })
    }
  })
}

/** What the past announced has no listener any more; the demo starts with nothing waiting. */
const settleEvents = (db: DataSource) =>
  db.manager.update(
    Events,
    { nextAt: Not(IsNull()), name: Not(In(['member.joined', 'channel.scanned'])) },
    { nextAt: null },
  )

/** A shop with people and months of history, written by the same verbs that members use. */
export async function seedDemo(db: DataSource, vault: Vault, now: Date, say: (line: string) => void) {
  const since = at(now, HISTORY_DAYS + 30)
  const town = await inTransaction(db, async (tx) => {
    const shop = await createShop(tx, now, since)
    await publishRules(tx, { rules: defaultRules(), activeFrom: since }, since)
    return { shop, clerks: await createTeam(tx, shop, since), dice: createDice(20_261_122), now, vault }
  })
  await createOperators(db, since)
  await inTransaction(db, async (tx) => {
    await createUser(tx, openIdOf('newcomer'), now)
    await createXiaoman(tx, town)
    await createOffers(tx, now)
    await createGroupBuys(tx, town.shop, now)
    await countBought(tx, '林小满', await createTasks(tx, now), now)
    await createMessageTemplates(tx, now)
    await createDuties(tx, now)
    await createJourneys(tx, now)
  })
  await inTransaction(db, (tx) => createChannels(tx, town))
  const diary = createDiary()
  for (let first = 1; first <= MEMBERS; first += MEMBERS_TOGETHER)
    await inTransaction(db, async (tx) => {
      for (let index = first; index < first + MEMBERS_TOGETHER; index += 1) await createRegular(tx, index, diary, town)
    })
  await live(db, diary, town, say)
  await inTransaction(db, (tx) => createGatherings(tx, town))
  await inTransaction(db, (tx) => createReviews(tx, town))
  await inTransaction(db, (tx) => createSurveys(tx, town))
  await settleEvents(db)
}
