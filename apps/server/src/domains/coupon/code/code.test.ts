import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Templates } from '../entities'
import { Codes } from './entities'
import { makeCodes } from './make'

let world: World
let owner: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  owner = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const wanted = () => ({ templateId: world.shop.templates.streak, name: '春季活动', usesEach: 1 })

async function made(total = 3) {
  const { batch } = await owner.must('coupon.makeCodes', { ...wanted(), prefix: 'SP', length: 10, total })
  while (await makeCodes(world.platform));
  expect((await owner.must('coupon.codeBatch', { batchId: batch.id })).batch.state).toBe('ready')
  const codes = await world.db.manager.find(Codes, { where: { batchId: batch.id } })
  return { batchId: batch.id, codes: codes.map((row) => row.code) }
}

let shared = 0
async function sharedCode(usesEach: number, more: { endsAt?: string } = {}) {
  const prefix = `SPRING${(shared += 1)}`
  const { batch } = await owner.must('coupon.makeCodes', {
    ...wanted(),
    prefix,
    length: 0,
    total: 1,
    usesEach,
    ...more,
  })
  return { code: prefix, batchId: batch.id }
}

test('coupon.previewCodes says what they look like and whether they can be guessed', async () => {
  const bad = await owner.must('coupon.previewCodes', { prefix: 'SP', length: 4, total: 10_000 })
  expect(bad).toMatchObject({ isSafe: false, lengthNeeded: 8 })
  expect(bad.example).toMatch(/^SP[2-9A-Z]{4}$/)
  expect((await owner.must('coupon.previewCodes', { prefix: 'SP', length: 8, total: 10_000 })).isSafe).toBe(true)
  const refused = await owner.send('coupon.makeCodes', { ...wanted(), prefix: 'SP', length: 4, total: 10_000 })
  expect(refused.code).toBe('codes_guessable')
})

test('codes are made in the background, all different, and shown how far', async () => {
  const { batchId, codes } = await made(1200)
  expect(new Set(codes).size).toBe(1200)
  const { batch } = await owner.must('coupon.codeBatch', { batchId })
  expect(batch).toMatchObject({ total: 1200, made: 1200, used: 0, pattern: 'SP##########', templateName: '满20减5券' })
  expect((await owner.must('coupon.codeBatches', {})).rows[0]?.id).toBe(batchId)
})

describe('coupon.redeemCode', () => {
  test('gives its coupon once, however it is typed; nobody else gets it after', async () => {
    const { codes } = await made()
    const person = await world.member()
    const typed = ` ${codes[0]?.slice(0, 4).toLowerCase()}-${codes[0]?.slice(4)} `
    const got = await person.must('coupon.redeemCode', { code: typed })
    expect(got.name).toBe('满20减5券')
    const { rows } = await person.must('coupon.list', { tab: 'unused' })
    expect(rows.find((row) => row.id === got.couponId)?.source).toBe('优惠码兑换')
    expect((await person.send('coupon.redeemCode', { code: typed })).code).toBe('code_used')
    expect((await (await world.member()).send('coupon.redeemCode', { code: typed })).code).toBe('code_used')
  })

  test('a shared code works once for each, also after leaving and coming back, until it is used up', async () => {
    const { code } = await sharedCode(2)
    const person = await world.member('comes-back')
    await person.must('coupon.redeemCode', { code })
    await person.must('privacy.leave', { confirmed: true })
    const again = await world.member('comes-back')
    expect((await again.send('coupon.redeemCode', { code })).code).toBe('code_used')
    await (await world.member()).must('coupon.redeemCode', { code })
    expect((await (await world.member()).send('coupon.redeemCode', { code })).code).toBe('code_over')
  })

  test('nobody gets more than the template lets each member have, through whatever codes', async () => {
    const { codes } = await made(4)
    const { streak: id } = world.shop.templates
    await world.db.manager.update(Templates, { id }, { perMemberLimit: 2 })
    const person = await world.member()
    const answers = await Promise.all(codes.map((code) => person.send('coupon.redeemCode', { code })))
    await world.db.manager.update(Templates, { id }, { perMemberLimit: null })
    expect(answers.map((one) => one.code ?? 'got').sort()).toEqual(['coupon_limit', 'coupon_limit', 'got', 'got'])
  })

  test('twenty people at once on a code for five: five', async () => {
    const { code } = await sharedCode(5)
    const people = await Promise.all(Array.from({ length: 20 }, () => world.member()))
    const answers = await Promise.all(people.map((one) => one.send('coupon.redeemCode', { code })))
    expect(answers.filter((one) => one.status === 200)).toHaveLength(5)
    expect(answers.filter((one) => one.code === 'code_over')).toHaveLength(15)
  })

  test('one person on ten phones at once has it once', async () => {
    const { code } = await sharedCode(100)
    const person = await world.member()
    const answers = await Promise.all(Array.from({ length: 10 }, () => person.send('coupon.redeemCode', { code })))
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
    expect(answers.filter((one) => one.code === 'code_used')).toHaveLength(9)
  })

  test('unknown ones lock the door after ten; stopped and late ones are over; a shared one is not made twice', async () => {
    const person = await world.member()
    const guess = () => person.send('coupon.redeemCode', { code: 'NOSUCHCODE' })
    for (let index = 0; index < 10; index += 1) expect((await guess()).code).toBe('coupon_code_unknown')
    expect((await guess()).code).toBe('codes_locked')
    const other = await world.member()
    const { code, batchId } = await sharedCode(5)
    await owner.must('coupon.stopCodes', { batchId })
    expect((await other.send('coupon.redeemCode', { code })).code).toBe('code_over')
    const late = await sharedCode(5, { endsAt: new Date(world.clock.now().getTime() - 1000).toISOString() })
    expect((await other.send('coupon.redeemCode', { code: late.code })).code).toBe('code_over')
    const twice = { ...wanted(), prefix: code, length: 0, total: 1 }
    expect((await owner.send('coupon.makeCodes', twice)).code).toBe('code_taken')
  })
})

test('the file of a batch is for who may export', async () => {
  const { batchId, codes } = await made()
  const get = (token: string | undefined) =>
    fetch(`${world.url}/exports/coupon-codes/${batchId}.csv`, { headers: { authorization: `Bearer ${token}` } })
  const file = await get(owner.session.accessToken)
  expect(file.headers.get('content-disposition')).toContain(`coupon-codes-${batchId}.csv`)
  const text = await file.text()
  expect(text).toContain('优惠码,已用次数')
  for (const code of codes) expect(text).toContain(`${code},0`)
  expect((await get((await world.operator('manager')).session.accessToken)).status).toBe(403)
  expect((await get('op_nobody')).status).toBe(401)
})
