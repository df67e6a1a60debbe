import { In, IsNull, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { CLAIM_DAYS, cardStateOf, covers, isNewcomerAt, LOOKED_AT_DAYS, periodKeyOf } from '@huitou/shared/task/rules'
import { targetOf, type CardState } from '@huitou/shared/task/rules'
import { TASK_PERIODS } from '@huitou/shared/task/schema'
import type { TaskCard } from '@huitou/shared/task/contract'
import { GROUP_TITLES } from '@huitou/shared/task/word-rules'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { memberById } from '#server/domains/member/member-of'
import { historyOfPerson } from '#server/domains/purchase/summary'
import { brandOf, today } from '#server/domains/store/queries'
import { endOfDay, minutesOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Progresses, Tasks, type ProgressRow, type TaskRow } from './entities'
import { standingOf } from './give'
import { presentCard, type Shown } from './present'
import { isProfileComplete } from './profile'
import { personOf, windowOf, type Person } from './terms'
import { whyLocked } from './why-locked'

const DAY_MS = 86_400_000
const TASKS_MAX = 100

/** What is on, and what is over and may still be fetched: nobody has to end what ends by its date, or it would crowd out the others. */
function liveTasks(read: Reader, now: Date) {
  const lately = MoreThan(new Date(now.getTime() - LOOKED_AT_DAYS * DAY_MS))
  const running = In(['on', 'paused'])
  return read.find(Tasks, {
    where: [
      { state: running, openUntil: IsNull() },
      { state: running, openUntil: lately },
      { state: 'ended', endedAt: lately },
    ],
    order: { sort: 'ASC', id: 'ASC' },
    take: TASKS_MAX,
  })
}

/** Today, the days whose rewards still wait, and what is not daily: as many keys as a task can have rows here. */
const periodKeys = (day: Day) => [0, ...Array.from({ length: CLAIM_DAYS + 1 }, (_, back) => addDays(day, -back))]

/** Of a person, at most a few rows for each task: nobody's history is read. */
const progressesOf = (read: Reader, tasks: readonly TaskRow[], { memberships }: Person, day: Day) =>
  read.find(Progresses, {
    where: { memberId: In(memberships), taskId: In(tasks.map(({ id }) => id)), periodKey: In(periodKeys(day)) },
  })

/** What a profile says is told by the profile itself, from whenever it is complete: where fetching it now would find the same. */
function told(task: TaskRow, row: ProgressRow | null, board: Board) {
  const { person, day, minutes, now } = board
  const isThere = task.goalKind === 'profile' && task.state === 'on' && isProfileComplete(person.member)
  if (row || !isThere || !isOpened(board, task)) return row
  if (!covers(windowOf(task), { at: now, day, minutes }, person.member.joinedAt)) return null
  return { count: 1, doneAt: now, claimedAt: null }
}

type Board = {
  tasks: readonly TaskRow[]
  person: Person
  rows: ProgressRow[]
  day: Day
  /** What the brand's clocks show. */
  minutes: number
  dayEndsAt: (day: Day) => Date
  hasBought: boolean
  now: Date
}

const isRunning = ({ state, openFrom, openUntil }: TaskRow, now: Date) =>
  state !== 'ended' && (openFrom === null || openFrom <= now) && (openUntil === null || now < openUntil)

/** Whether somebody who has done nothing for it yet can. */
function isForThem(task: TaskRow, board: Board): boolean {
  const { person, hasBought, now } = board
  if (!isRunning(task, now) || !isNewcomerAt(task, person.member.joinedAt, now)) return false
  return (task.goalKind !== 'first_purchase' || !hasBought) && isReachable(task, board)
}

/** Whether its turn has come or can still come: nobody is told to do first what they no longer can. */
function isReachable(task: TaskRow, board: Board): boolean {
  if (isOpened(board, task)) return true
  const before = board.tasks.find((one) => one.id === task.afterId)
  return before !== undefined && isForThem(before, board)
}

/** A person's row of one period, and whether another of their memberships was given the reward. */
function foundOn(board: Board, task: TaskRow, periodKey: number) {
  const { rows, person } = board
  const own = rows.filter((row) => row.taskId === task.id && row.periodKey === periodKey)
  const mine = own.find((row) => row.memberId === person.member.id) ?? null
  return {
    row: told(task, mine, board),
    claimedElsewhere: own.some((one) => one !== mine && one.claimedAt !== null),
  }
}

const isOpened = ({ rows }: Board, { afterId }: TaskRow) =>
  afterId === null || rows.some((one) => one.taskId === afterId && one.doneAt !== null)

/** Of what is over only that is told which was done and can be fetched, or could be if more were left. */
const waits = (state: CardState, doneAt: Date | null | undefined) =>
  Boolean(doneAt) && ['claimable', 'locked', 'sold_out'].includes(state)

function shownOf(task: TaskRow, periodKey: number, board: Board): Shown | null {
  const { person, day, now } = board
  const { row, claimedElsewhere } = foundOn(board, task, periodKey)
  const dayEndsAt = periodKey === 0 ? now : board.dayEndsAt(periodKey)
  const standing = standingOf(task, row, { dayEndsAt, level: person.member.tierLevel, claimedElsewhere })
  const state = cardStateOf(standing, isOpened(board, task), now)
  const isCurrent = periodKey === periodKeyOf(task.period, day) && isRunning(task, now)
  const isTold = isCurrent ? row !== null || claimedElsewhere || isForThem(task, board) : waits(state, row?.doneAt)
  if (!isTold) return null
  return {
    task,
    state,
    day: periodKey === 0 ? null : periodKey,
    count: row?.count ?? 0,
    claimUntil: standing.claimUntil,
  }
}

const keysOf = (task: TaskRow, { rows, day }: Board) =>
  task.period === 'daily'
    ? [...new Set([day, ...rows.filter((row) => row.taskId === task.id).map((row) => row.periodKey)])]
    : [0]

async function boardOf(read: Reader, tasks: readonly TaskRow[], memberId: string, now: Date): Promise<Board> {
  const person = await personOf(read, await memberById(read, memberId))
  const { day } = await today(read, now)
  const brand = await brandOf(read)
  const asksFirst = tasks.some(({ goalKind }) => goalKind === 'first_purchase')
  return {
    ...{ tasks, person, day, now, rows: await progressesOf(read, tasks, person, day) },
    minutes: minutesOfDay(now, brand.zone),
    dayEndsAt: (one) => endOfDay(one, brand),
    hasBought: asksFirst && (await historyOfPerson(read, memberId)).orders > 0,
  }
}

const ORDER: readonly TaskCard['state'][] = ['claimable', 'doing', 'sold_out', 'locked', 'paused', 'claimed', 'missed']
const byState = (a: TaskCard, b: TaskCard) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)

/** A member's tasks, what can be fetched first. Bounded by how many tasks are on, however long somebody has been a member. */
export async function tasksOf(read: Reader, memberId: string, now: Date): Promise<Output<'task.list'>> {
  const tasks = await liveTasks(read, now)
  const board = await boardOf(read, tasks, memberId, now)
  const shown = tasks.flatMap((task) => keysOf(task, board).flatMap((key) => shownOf(task, key, board) ?? []))
  const templates = await templatesWithStores(
    read,
    shown.flatMap(({ task }) => task.templateId ?? []),
  )
  const why = await whyLocked(read, shown, board.person.member.tierLevel)
  const cards = shown.map((one) => presentCard(one, { templates, why, target: targetOf }))
  const groups = TASK_PERIODS.map((period) => ({
    ...{ period, title: GROUP_TITLES[period] },
    tasks: cards.filter((card) => card.period === period).sort(byState),
  }))
  return {
    groups: groups.filter((group) => group.tasks.length > 0),
    claimable: cards.filter(({ state }) => state === 'claimable').length,
    dayEndsAt: board.dayEndsAt(board.day).toISOString(),
  }
}
