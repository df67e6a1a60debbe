import type { SurveyDraft, SurveyQuestion } from '@huitou/shared/survey/schema'
import { taskHands } from '#server/domains/task/test-task'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { Answers, Surveys } from './entities'
import { countNext } from './results/count'

const DAY_MS = 86_400_000

/** In how many days from now, on the wire. */
export const inDays = (world: World, days: number) =>
  new Date(world.clock.now().getTime() + days * DAY_MS).toISOString()

const asked = (label: string, kind: SurveyQuestion['kind'], change: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  ...{ label, kind, options: [], ends: null, required: true, ...change },
})

export const QUESTIONS: SurveyQuestion[] = [
  asked('平时爱喝什么', 'one', { options: ['手冲', '奶咖'] }),
  asked('店里怎么样', 'score', { ends: { low: '不满意', high: '很满意' } }),
  asked('想要什么', 'several', { options: ['新豆', '甜品', '课'], required: false }),
  asked('还想说的', 'text', { required: false }),
]

export const ANSWERS = [['手冲'], ['4'], ['新豆', '课'], ['音乐小声点']]

/** Surveys for tests: set up by an operator, answered through the door of members. */
export function surveyHands(world: World) {
  const { template, heard } = taskHands(world)

  const body = (change: SurveyDraft = {}): SurveyDraft => ({
    ...{ title: '咖啡口味', questions: QUESTIONS },
    ...{ opensAt: inDays(world, 0), closesAt: inDays(world, 7), ...change },
  })

  const draft = async (operator: OperatorClient, change: SurveyDraft = {}): Promise<string> =>
    (await operator.must('survey.saveDefinition', { id: null, body: body(change) })).survey.id

  async function on(operator: OperatorClient, change: SurveyDraft = {}): Promise<string> {
    const surveyId = await draft(operator, change)
    await operator.must('survey.publish', { surveyId })
    return surveyId
  }

  const given = (surveyId: string, answers = ANSWERS) => ({ surveyId, answers, agreed: true })
  const answer = (person: MemberClient, surveyId: string, answers = ANSWERS) =>
    person.send('survey.answer', given(surveyId, answers))
  const answered = async (person: MemberClient, surveyId: string, answers = ANSWERS) =>
    (await person.must('survey.answer', given(surveyId, answers))).answered

  const points = async (person: MemberClient) => (await person.must('points.balance', {})).available
  const row = (id: string) => world.db.manager.findOneByOrFail(Surveys, { id })
  const rows = (surveyId: string) => world.db.manager.find(Answers, { where: { surveyId }, order: { id: 'ASC' } })

  async function counted() {
    for (let more = true; more;) more = await countNext(world.platform, world.clock.now())
  }

  return { template, heard, body, draft, on, given, answer, answered, points, row, rows, counted }
}
