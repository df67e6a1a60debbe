import { askingFaults, isChosen, type AskingFault } from '../kit/asked-rules'
import type { SurveyBody } from './schema'

export type SurveyFault =
  | 'times'
  | 'over'
  | 'long'
  | 'no_questions'
  | AskingFault
  | 'ends'
  | 'unlawful'
  | 'no_such_option'
  | 'coupon_not_given'
  | 'coupon_claimable'
  | 'nothing_to_run_out'

const FAULT_WORDS: Record<SurveyFault, string> = {
  times: '开始时间要早于结束时间',
  over: '结束时间已经过了',
  long: '一份问卷最长开 180 天',
  no_questions: '还没有问题，至少要一道',
  no_options: '选择题至少要两个选项',
  same_options: '有一道题的选项重复了',
  same_questions: '有两道题一样',
  ends: '打分题要写上 1 分和 5 分各是什么意思，别的题不用写',
  unlawful: '标题或介绍里提到了分享、转发、关注或订阅。微信不许为这些给奖励，请改掉',
  no_such_option: '贴标签的规则里，有一条指的选项不在题里',
  coupon_not_given: '这张券没在发放，答完了给不出。先去券里开放，或换一张',
  coupon_claimable: '这张券谁都能直接领，不用答题。渠道改成只由店里发',
  nothing_to_run_out: '没有谢礼，就不用写谢礼份数',
}

export const surveyFaultWords = (fault: SurveyFault) => FAULT_WORDS[fault]

/** What the platform forbids to pay for (R29, R37): of importance only where answering gives something. */
const UNLAWFUL = /分享|转发|朋友圈|关注|订阅/
const LONGEST_MS = 180 * 86_400_000

const givesThanks = ({ points, templateId }: SurveyBody) => points > 0 || templateId !== null

function timeFaults({ opensAt, closesAt }: SurveyBody, now: Date): SurveyFault[] {
  const [from, until] = [new Date(opensAt), new Date(closesAt)]
  const faults: SurveyFault[] = []
  if (from >= until) faults.push('times')
  if (until <= now) faults.push('over')
  if (until.getTime() - from.getTime() > LONGEST_MS) faults.push('long')
  return faults
}

function questionFaults({ questions, tagRules }: SurveyBody): SurveyFault[] {
  const faults: SurveyFault[] = [...askingFaults(questions)]
  if (questions.length === 0) faults.push('no_questions')
  if (questions.some(({ kind, ends }) => (kind === 'score') !== (ends !== null))) faults.push('ends')
  const isThere = ({ question, option }: SurveyBody['tagRules'][number]) => {
    const asked = questions[question]
    return asked !== undefined && isChosen(asked) && asked.options.includes(option)
  }
  if (!tagRules.every(isThere)) faults.push('no_such_option')
  return faults
}

/** The coupon that is given for answering; null where none is named. */
type Coupon = { given: boolean; claimable: boolean } | null

function thanksFaults(body: SurveyBody, coupon: Coupon): SurveyFault[] {
  const faults: SurveyFault[] = []
  if (givesThanks(body) && UNLAWFUL.test(`${body.title} ${body.about ?? ''}`)) faults.push('unlawful')
  if (!givesThanks(body) && body.thanksTotal !== null) faults.push('nothing_to_run_out')
  if (coupon && !coupon.given) faults.push('coupon_not_given')
  if (coupon?.claimable) faults.push('coupon_claimable')
  return faults
}

/** What stands in the way of publishing; each has words for the operator. */
export const surveyFaults = (body: SurveyBody, coupon: Coupon, now: Date): SurveyFault[] => [
  ...timeFaults(body, now),
  ...questionFaults(body),
  ...thanksFaults(body, coupon),
]

const IN_FAVOUR: { [Name in keyof SurveyBody]?: (before: SurveyBody, after: SurveyBody) => boolean } = {
  about: () => true,
  closesAt: (before, after) => new Date(after.closesAt) >= new Date(before.closesAt),
  minLevel: (before, after) =>
    after.minLevel === null || (before.minLevel !== null && after.minLevel <= before.minLevel),
  tags: (before, after) =>
    after.tags.length === 0 || (before.tags.length > 0 && before.tags.every((tag) => after.tags.includes(tag))),
  points: (before, after) => after.points >= before.points,
  templateId: (before) => before.templateId === null,
  thanksTotal: (before, after) =>
    after.thanksTotal === null || (before.thanksTotal !== null && after.thanksTotal >= before.thanksTotal),
}

/**
 * Whether a published survey may become that: a later end, more thanks, more people who are asked (R33). What it asks stays, or answers
 * from before and after could not be counted together.
 */
export const mayBecome = (before: SurveyBody, after: SurveyBody) =>
  (Object.keys(after) as (keyof SurveyBody)[]).every(
    (name) => JSON.stringify(before[name]) === JSON.stringify(after[name]) || IN_FAVOUR[name]?.(before, after) === true,
  )
