import type { SurveyDraft, SurveyQuestion } from '@huitou/shared/survey/schema'
import { Members } from '#server/domains/member/entities'
import { answer } from '#server/domains/survey/answer'
import { endSurvey, publishSurvey } from '#server/domains/survey/definition/lifecycle'
import { saveSurvey } from '#server/domains/survey/definition/save'
import type { Tx } from '#server/platform/db/tx'
import { at, type Town } from '../town'

const GUESTS = 20

const asked = (label: string, kind: SurveyQuestion['kind'], change: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  ...{ label, kind, options: [], ends: null, required: true, ...change },
})

const TASTES: SurveyDraft & { title: string } = {
  ...{ title: '你的咖啡口味', about: '四道题，一分钟。下一批豆子按大家的口味选。', points: 10 },
  questions: [
    asked('平时最常喝什么', 'one', { options: ['手冲', '美式', '奶咖', '都喝'] }),
    asked('喜欢哪些味道', 'several', { options: ['花果香', '坚果', '巧克力', '焦糖'] }),
    asked('店里的咖啡合不合口味', 'score', { ends: { low: '不太合', high: '很合' } }),
    asked('还想喝到什么', 'text', { required: false }),
  ],
  tagRules: [{ question: 0, option: '手冲', tag: '爱手冲' }],
}

const HOURS: SurveyDraft & { title: string } = {
  ...{ title: '几点来最方便', about: '想改营业时间，先听听大家的。' },
  questions: [
    asked('平时几点来', 'one', { options: ['早上', '中午', '下午', '晚上'] }),
    asked('现在的营业时间方便吗', 'score', { ends: { low: '不方便', high: '很方便' } }),
    asked('还想说的', 'text', { required: false }),
  ],
}

const TIMES = ['早上', '下午', '晚上', '下午'] as const
const WORDS = ['早上能再早半小时就好', '晚上九点以后还想坐坐'] as const

/** Gives the same answers each time, and as varied as people are. */
const hoursOf = (index: number): string[][] => {
  const words = index < WORDS.length ? [WORDS[index] ?? ''] : []
  return [[TIMES[index % TIMES.length] ?? '下午'], [String(3 + (index % 3))], words]
}

/** What the shop asks: one that is open, and one that is over. Points are for later: the journal goes forward only. */
export async function createSurveys(tx: Tx, { now, vault }: Town) {
  const guests = (await tx.find(Members, { order: { id: 'DESC' }, take: GUESTS })).map(({ id }) => id)
  const open = async (body: SurveyDraft, fromDays: number, untilDays: number) => {
    const [opensAt, closesAt] = [at(now, fromDays).toISOString(), at(now, untilDays).toISOString()]
    const id = await saveSurvey(tx, { id: null, body: { ...body, opensAt, closesAt } }, at(now, fromDays))
    return publishSurvey(tx, id, at(now, fromDays))
  }
  const hoursId = await open(HOURS, 30, -5)
  for (const [index, memberId] of guests.entries())
    await answer(tx, vault, { surveyId: hoursId, memberId, answers: hoursOf(index), agreed: true, now: at(now, 25) })
  await endSurvey(tx, hoursId, at(now, 10))
  await open(TASTES, 2, -12)
}
