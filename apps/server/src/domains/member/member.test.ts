import { startWorld, type World } from '#test/world'
import { Members } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const DAY_MS = 86_400_000

async function memberWithPhone(phone: string) {
  const key = `phone-${phone}-${Math.abs(world.clock.now().getTime())}`
  await world.control('users', { key, phone })
  const person = await world.member(key)
  const bind = async () => person.send('member.bindPhone', await world.control('phone-code', { key }))
  return { person, bind, key }
}

describe('member.bindPhone and member.forgetPhone', () => {
  test('the number is sealed at rest, masked on screen, and can be forgotten', async () => {
    const { person, bind } = await memberWithPhone('13812345678')
    expect((await bind()).body).toMatchObject({ member: { phoneMasked: '138******78' } })
    const row = await world.db.manager.findOneByOrFail(Members, { id: person.memberId })
    expect(JSON.stringify(row)).not.toContain('13812345678')
    expect((await person.must('member.forgetPhone', {})).member.phoneMasked).toBeNull()
    expect((await person.must('member.me', {})).member?.phoneMasked).toBeNull()
  })

  test('one number, one member; a code works once', async () => {
    const [first, second] = [await memberWithPhone('13900000001'), await memberWithPhone('13900000002')]
    await world.control('users', { key: second.key, phone: '13900000001' })
    expect((await first.bind()).status).toBe(200)
    expect((await second.bind()).code).toBe('phone_taken')
    const code = await world.control('phone-code', { key: first.key })
    expect((await first.person.send('member.bindPhone', code)).status).toBe(200)
    expect((await first.person.send('member.bindPhone', code)).code).toBe('phone_code_invalid')
  })
})

describe('member.me and member.updateProfile', () => {
  test('a visitor is nobody’s member; a refusal to tell anything keeps everything usable', async () => {
    const visitor = await world.visitor()
    expect((await visitor.must('member.me', {})).member).toBeNull()
    const person = await world.member()
    expect((await person.must('member.me', {})).member).toMatchObject({
      nickname: null,
      birthday: null,
      phoneMasked: null,
    })
    expect((await person.send('checkin.checkIn', {})).status).toBe(200)
    expect((await person.send('member.showCode', {})).status).toBe(200)
  })

  test('changes what is given, takes back what is null, and leaves the rest', async () => {
    const person = await world.member()
    await person.must('member.updateProfile', { nickname: ' 小雨 ', birthday: 19950614 })
    expect((await person.must('member.me', {})).member).toMatchObject({ nickname: '小雨', birthday: 19950614 })
    await person.must('member.updateProfile', { nickname: null })
    expect((await person.must('member.me', {})).member).toMatchObject({ nickname: null, birthday: 19950614 })
  })

  test('an emoji put together from several is a fine name', async () => {
    const person = await world.member()
    await person.must('member.updateProfile', { nickname: '👩‍👧小雨' })
    expect((await person.must('member.me', {})).member?.nickname).toBe('👩‍👧小雨')
  })

  test('a birthday changes once a year and must exist', async () => {
    const person = await world.member()
    expect((await person.send('member.updateProfile', { birthday: 20230229 })).code).toBe('birthday_invalid')
    expect((await person.send('member.updateProfile', { birthday: 29990101 })).code).toBe('birthday_invalid')
    await person.must('member.updateProfile', { birthday: 20000229 })
    expect((await person.send('member.updateProfile', { birthday: 19900101 })).code).toBe('birthday_locked')
    await person.must('member.updateProfile', { birthday: null })
    expect((await person.send('member.updateProfile', { birthday: 19900101 })).code).toBe('birthday_locked')
    world.clock.advance(366 * DAY_MS)
    await person.relogin()
    expect((await person.send('member.updateProfile', { birthday: 19900101 })).status).toBe(200)
  })

  test.each([
    ['too long a name', { nickname: '长'.repeat(21) }],
    ['control characters', { nickname: 'a\u0007b' }],
    ['NUL', { nickname: 'a\u0000b' }],
    ['what cannot be seen', { nickname: '\u200b' }],
    ['what turns text round', { nickname: 'a\u202eb' }],
    ['half a character', { nickname: 'a\ud800b' }],
    ['a number for a name', { nickname: 7 }],
    ['an array', { nickname: ['a'] }],
  ])('%s is refused and nothing changes', async (_, input) => {
    const person = await world.member()
    expect((await person.send('member.updateProfile', input as { nickname: string })).code).toBe('input_invalid')
    expect((await person.must('member.me', {})).member?.nickname).toBeNull()
  })

  test('fields that are not the member’s to set are ignored', async () => {
    const person = await world.member()
    const sneaky = {
      nickname: '小雨',
      tierLevel: 4,
      userId: '1',
      id: '1',
      joinedAt: '2000-01-01',
      __proto__: { admin: true },
    }
    await person.must('member.updateProfile', sneaky)
    expect(await world.db.manager.findOneByOrFail(Members, { id: person.memberId })).toMatchObject({
      tierLevel: 1,
      userId: person.userId,
    })
  })
})

describe('member.showCode', () => {
  test('each is new, ends within a minute, and carries no id', async () => {
    const person = await world.member()
    const [first, second] = [await person.must('member.showCode', {}), await person.must('member.showCode', {})]
    expect(first.code).not.toBe(second.code)
    expect(first.digits).toMatch(/^\d{8}$/)
    expect(new Date(first.endsAt).getTime() - world.clock.now().getTime()).toBeLessThanOrEqual(60_000)
    expect(first.code.split('.')).not.toContain(person.memberId)
  })
})
