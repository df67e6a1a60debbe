import { MemberTags } from '#server/domains/member/entities'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { QUESTIONS, surveyHands, inDays } from './test-survey'
import { forgetAnswers } from './sealed'

let world: World
let hands: ReturnType<typeof surveyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = surveyHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

describe('survey.saveDefinition, survey.publish, survey.end, survey.definitions', () => {
  test('a draft is nobody’s to see until it is published, with what was said', async () => {
    const id = await hands.draft(operator, { points: 10, about: '两分钟' })
    const person = await world.member()
    expect((await person.send('survey.show', { surveyId: id })).code).toBe('not_found')
    expect((await hands.answer(person, id)).code).toBe('not_found')
    const { survey } = await operator.must('survey.publish', { surveyId: id })
    expect(survey).toMatchObject({ state: 'on', faults: [], path: `account/survey/index?surveyId=${id}` })
    expect((await operator.must('survey.definitions', { state: 'on' })).rows[0]?.id).toBe(id)
    expect((await operator.must('survey.definition', { surveyId: id })).survey.questions).toEqual(QUESTIONS)
    expect((await person.must('survey.show', { surveyId: id })).survey).toMatchObject({
      ...{ title: '咖啡口味', about: '两分钟', state: 'open', why: null, thanksWords: '答完送 10 积分' },
      ...{ questions: QUESTIONS, questionCount: 4, thanksGone: false },
    })
    expect((await operator.send('survey.publish', { surveyId: id })).code).toBe('already_done')
  })

  test('what does not hold is said in words, and nothing is published', async () => {
    const id = await hands.draft(operator, { questions: [], points: 5, title: '转发有礼' })
    const refused = await operator.send('survey.publish', { surveyId: id })
    expect(refused).toMatchObject({ status: 409, code: 'survey_not_ready' })
    expect((refused.body as unknown as { faults: string[] }).faults).toHaveLength(2)
    expect((await hands.row(id)).state).toBe('draft')
  })

  test.each([
    ['no title', { title: '' }],
    ['eleven questions', { questions: Array.from({ length: 11 }, () => QUESTIONS[0]) }],
    ['a kind that is none', { questions: [{ ...QUESTIONS[0], kind: 'file' }] }],
    ['too many points', { points: 1001 }],
    ['no thanks at all', { thanksTotal: 0 }],
    ['a tag for an eleventh question', { tagRules: [{ question: 10, option: '手冲', tag: '手冲' }] }],
  ])('bad input: %s', async (_, change) => {
    const body = { ...hands.body(), ...change } as never
    expect((await operator.send('survey.saveDefinition', { id: null, body })).code).toBe('input_invalid')
  })

  test('a new one needs title and times; a coupon that is none is not found', async () => {
    expect((await operator.send('survey.saveDefinition', { id: null, body: {} })).code).toBe('input_invalid')
    const body = hands.body({ templateId: '99999' })
    expect((await operator.send('survey.saveDefinition', { id: null, body })).code).toBe('not_found')
  })

  test('published it gets better, and nothing else', async () => {
    const id = await hands.on(operator, { points: 10, thanksTotal: 5, minLevel: 2 })
    const save = (body: object) => operator.send('survey.saveDefinition', { id, body })
    const better = { points: 20, thanksTotal: 8, minLevel: null, closesAt: inDays(world, 9) }
    expect((await save(better)).status).toBe(200)
    for (const body of [{ points: 19 }, { thanksTotal: 7 }, { minLevel: 2 }, { questions: [] }, { title: '别的' }])
      expect((await save(body)).code).toBe('survey_published')
    expect((await save({ closesAt: inDays(world, 1) })).code).toBe('survey_published')
    expect(await hands.row(id)).toMatchObject({ points: 20, thanksTotal: 8, minLevel: null })
  })

  test('ended it takes no more answers, and is not changed again', async () => {
    const id = await hands.on(operator)
    expect((await operator.must('survey.end', { surveyId: id })).survey.state).toBe('ended')
    expect((await operator.send('survey.end', { surveyId: id })).code).toBe('already_done')
    expect((await hands.answer(await world.member(), id)).code).toBe('survey_over')
    expect((await operator.send('survey.saveDefinition', { id, body: { points: 5 } })).code).toBe('survey_over')
    expect((await operator.send('survey.publish', { surveyId: id })).code).toBe('survey_over')
  })

  test('not for who may only look, nor for members and staff', async () => {
    const viewer = await world.operator('viewer')
    const id = await hands.draft(operator)
    expect((await viewer.send('survey.publish', { surveyId: id })).status).toBe(403)
    expect((await viewer.send('survey.saveDefinition', { id, body: { points: 1 } })).status).toBe(403)
    expect((await viewer.send('survey.end', { surveyId: id })).status).toBe(403)
    const [person, clerk] = [await world.member(), await world.staff()]
    for (const who of [person, clerk])
      expect((await who.send('survey.results', { surveyId: id })).code).toBe('login_elsewhere')
  })
})

describe('survey.answer, survey.list, survey.show', () => {
  test('an answer, sealed, is thanked for once, and called what its rules say', async () => {
    const tagRules = [
      { question: 0, option: '手冲', tag: '爱手冲' },
      { question: 2, option: '甜品', tag: '爱甜品' },
    ]
    const templateId = await hands.template()
    const id = await hands.on(operator, { points: 10, templateId, tagRules })
    const person = await world.member()
    const before = await hands.points(person)
    const answered = await hands.answered(person, id)
    expect(answered).toMatchObject({ points: 10, owed: false, couponId: expect.any(String) as string })
    expect(await hands.points(person)).toBe(before + 10)
    const [row] = await hands.rows(id)
    expect(row?.answersSealed).not.toContain('音乐')
    const tags = await world.db.manager.find(MemberTags, { where: { memberId: row?.memberId ?? '' } })
    expect(tags).toMatchObject([{ tag: '爱手冲', taggedBy: `survey:${id}` }])
    expect((await hands.answer(person, id)).code).toBe('survey_answered')
    expect(await hands.points(person)).toBe(before + 10)
    expect(await person.must('survey.show', { surveyId: id })).toMatchObject({ survey: { state: 'done' }, answered })
    const { surveys } = await person.must('survey.list', {})
    expect(surveys.find(({ surveyId }) => surveyId === id)?.state).toBe('done')
  })

  test('without consent, or with an answer that does not hold, nothing is written', async () => {
    const id = await hands.on(operator, { points: 10 })
    const person = await world.member()
    const unagreed = { ...hands.given(id), agreed: false }
    expect((await person.send('survey.answer', unagreed)).code).toBe('survey_unagreed')
    for (const [answers, question] of [
      [[], 0],
      [[['茶'], ['4']], 0],
      [[['手冲'], ['6']], 1],
      [[['手冲'], ['4'], ['新豆', '新豆']], 2],
    ] as const) {
      const refused = await hands.answer(person, id, answers as unknown as string[][])
      expect(refused).toMatchObject({ status: 400, code: 'survey_answers', body: { question } })
    }
    const long = [['手冲'], ['4'], [], ['长'.repeat(201)]]
    expect((await hands.answer(person, id, long)).code).toBe('input_invalid')
    expect(await hands.rows(id)).toEqual([])
  })

  test('whom it does not ask is told why, and does not find it in the list', async () => {
    const tier = await hands.on(operator, { minLevel: 2 })
    const tagged = await hands.on(operator, { tags: ['老熟客'] })
    const early = await hands.on(operator, { opensAt: inDays(world, 1) })
    const person = await world.member()
    expect((await hands.answer(person, tier)).code).toBe('survey_tier')
    expect((await hands.answer(person, tagged)).code).toBe('survey_not_asked')
    expect((await hands.answer(person, early)).code).toBe('survey_early')
    const shown = (await person.must('survey.list', {})).surveys.map(({ surveyId }) => surveyId)
    for (const id of [tier, tagged, early]) expect(shown).not.toContain(id)
    await operator.must('member.tag', { memberId: person.memberId, tag: '老熟客' })
    expect((await hands.answer(person, tagged)).status).toBe(200)
  })

  test('thanks that are gone are not given, and the answer is taken all the same', async () => {
    const id = await hands.on(operator, { points: 10, thanksTotal: 1 })
    const [first, second] = [await world.member(), await world.member()]
    expect((await hands.answered(first, id)).points).toBe(10)
    expect((await second.must('survey.show', { surveyId: id })).survey.thanksGone).toBe(true)
    expect((await hands.answered(second, id)).points).toBe(0)
    expect(await hands.rows(id)).toHaveLength(2)
  })

  test('who leaves has answered nothing that could be read', async () => {
    const id = await hands.on(operator)
    const person = await world.member()
    await hands.answered(person, id)
    await person.must('privacy.leave', { confirmed: true })
    await hands.counted()
    const [row] = await hands.rows(id)
    expect(row?.answersSealed).toBeNull()
    // The worker may have counted it before they left.
    const { answers } = await operator.must('survey.results', { surveyId: id })
    expect(answers).toBe(row?.tally === 'counted' ? 1 : 0)
  })

  test('a task of answering is done by it', async () => {
    const survey = await hands.on(operator)
    const goal = { kind: 'survey', count: 1, minFen: null } as const
    const body = { name: '答问卷', period: 'once', goal, points: 5 } as const
    const { task } = await operator.must('task.saveDefinition', { id: null, body })
    await operator.must('task.publish', { taskId: task.id })
    const person = await world.member()
    await hands.answered(person, survey)
    await hands.heard()
    const tasks = (await person.must('task.list', {})).groups.flatMap((group) => group.tasks)
    expect(tasks.find(({ taskId }) => taskId === task.id)).toMatchObject({ state: 'claimable' })
  })
})

describe('survey.results, survey.texts', () => {
  test('what answers come to, and what was written, by nobody’s name', async () => {
    const id = await hands.on(operator)
    await hands.answered(await world.member(), id)
    await hands.answered(await world.member(), id, [['奶咖'], ['5']])
    await hands.counted()
    await hands.counted()
    const { answers, questions } = await operator.must('survey.results', { surveyId: id })
    expect(answers).toBe(2)
    expect(questions.map(({ answered, averagePermille }) => [answered, averagePermille])).toEqual([
      [2, null],
      [2, 4500],
      [1, null],
      [1, null],
    ])
    expect(questions[2]?.counts.map(({ count }) => count)).toEqual([1, 0, 1])
    const { rows } = await operator.must('survey.texts', { surveyId: id, question: 3 })
    expect(rows.map(({ text }) => text)).toEqual(['音乐小声点'])
    expect((await operator.send('survey.texts', { surveyId: id, question: 0 })).code).toBe('survey_no_words')
    const get = (who: OperatorClient) =>
      fetch(`${world.url}/exports/survey-answers/${id}.csv`, {
        headers: { authorization: `Bearer ${who.session.accessToken}` },
      })
    const lines = (await (await get(operator)).text()).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/,手冲,4,新豆、课,音乐小声点$/)
    expect((await get(await world.operator('manager'))).status).toBe(403)
    expect((await operator.send('survey.texts', { surveyId: id, question: 9 })).code).toBe('not_found')
  })

  test('a year after it is over the words are forgotten, and what they come to stays', async () => {
    const id = await hands.on(operator)
    await hands.answered(await world.member(), id)
    await hands.counted()
    const later = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000)
    while (await forgetAnswers(world.platform, later(371)));
    expect((await hands.rows(id))[0]?.answersSealed).not.toBeNull()
    while (await forgetAnswers(world.platform, later(373)));
    expect((await hands.rows(id))[0]?.answersSealed).toBeNull()
    expect((await operator.must('survey.results', { surveyId: id })).answers).toBe(1)
  })
})
