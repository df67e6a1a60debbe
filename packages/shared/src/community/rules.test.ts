import fc from 'fast-check'
import { pickGroup, regionsOf, untilFault, wayInto, type Group } from './rules'
import { GROUP_STATES } from './schema'
import { groupFaults, isUnlawful, pageFaults } from './word-rules'

const NOW = new Date('2026-11-30T02:00:00.000Z')
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const group = (change: Partial<Group> = {}): Group => ({
  ...{ id: '1', region: '杭州', storeIds: [], state: 'on', until: inDays(5) },
  ...change,
})

test.each([
  [group(), 'open'],
  [group({ until: null }), 'open'],
  [group({ until: NOW }), 'renewing'],
  [group({ state: 'paused' }), 'full'],
  [group({ state: 'paused', until: inDays(-1) }), 'full'],
] as const)('what somebody finds %#', (one, expected) => expect(wayInto(one, NOW)).toBe(expected))

test.each([
  ['group', null, 'missing'],
  ['housekeeper', null, null],
  ['group', NOW, 'over'],
  ['group', inDays(7), null],
  ['group', inDays(30), null],
  ['housekeeper', inDays(31), 'too_late'],
] as const)('the end of a code %#', (kind, until, expected) => expect(untilFault({ kind, until }, NOW)).toBe(expected))

describe('pickGroup', () => {
  const a = group({ id: '1', storeIds: ['11'] })
  const b = group({ id: '2' })
  const c = group({ id: '3', region: '上海', storeIds: ['31'] })
  const full = group({ id: '4', storeIds: ['11'], state: 'paused' })
  const gone = group({ id: '5', state: 'ended' })
  const picked = (groups: Group[], wish: Parameters<typeof pickGroup>[1]) => {
    const { fit, instead } = pickGroup(groups, wish, NOW)
    return [fit?.id ?? null, instead?.id ?? null]
  }

  test.each([
    [[a, b, c], {}, ['2', null]],
    [[a, b, c], { storeId: '11' }, ['1', null]],
    [[a, b, c], { storeId: '31' }, ['3', null]],
    [[a, b, c], { storeId: '99' }, ['2', null]],
    [[a, b, c], { storeId: '11', region: '上海' }, ['3', null]],
    [[a, b, c], { region: '火星' }, ['2', null]],
    [[a, b, c], { groupId: '1', region: '上海' }, ['1', null]],
    [[full, b, c], { storeId: '11' }, ['4', '2']],
    [[full, c], { storeId: '11' }, ['4', null]],
    [[gone, full], { groupId: '5' }, ['4', null]],
    [[gone], {}, [null, null]],
  ] as const)('%#', (groups, wish, expected) => expect(picked([...groups], wish)).toEqual(expected))

  test('never one that is over, never a way round that is shut, never out of the region', () => {
    const some = fc.record({
      id: fc.integer({ min: 1, max: 99 }).map(String),
      region: fc.constantFrom('杭州', '上海'),
      storeIds: fc.subarray(['11', '12', '31']),
      state: fc.constantFrom(...GROUP_STATES),
      until: fc.constantFrom(null, inDays(-1), inDays(1)),
    })
    const wish = fc.record({ region: fc.constantFrom(undefined, '杭州', '火星'), storeId: fc.constantFrom(null, '11') })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), wish, (groups, wanted) => {
        const { fit, instead } = pickGroup(groups, wanted, NOW)
        const live = groups.filter(({ state }) => state !== 'ended')
        const open = live.filter((one) => one.region === fit?.region && wayInto(one, NOW) === 'open')
        expect(fit === null ? live : live.filter((one) => one === fit)).toHaveLength(fit === null ? 0 : 1)
        // Somebody is let in wherever anybody of the region is.
        const through = [fit, instead].filter((one) => one !== null && wayInto(one, NOW) === 'open')
        expect(through).toHaveLength(Math.min(1, open.length))
        expect(through.every((one) => open.some((other) => other === one))).toBe(true)
      }),
    )
  })

  test('regions in the order of the page, without what is over', () => {
    expect(regionsOf([a, c, b, gone]).map(({ region, groups }) => [region, groups.map(({ id }) => id)])).toEqual([
      ['杭州', ['1', '2']],
      ['上海', ['3']],
    ])
  })
})

describe('words', () => {
  test.each([
    ['进群看每天的新品和出炉时间', false],
    ['群里每天十点发当天的优惠', false],
    ['店长在群里答疑，送货时间也在群里说', false],
    ['进群就送一个海盐卷', true],
    ['加小管家领 5 元券', true],
    ['邀请三位好友进群，各得 100 积分', true],
    ['领券请进群', true],
    ['进群享 8 折', true],
    ['进群立减 5 元', true],
    ['进群早知道哪天打折', false],
    ['分享给朋友', true],
    ['关注公众号', true],
    ['送面包上门。进群看菜单', false],
  ])('%s: %s', (words, expected) => expect(isUnlawful([words])).toBe(expected))

  const page = { title: '进群看新品', lead: '每天出炉时间早知道', blocks: [] }
  test.each([
    [page, [group()], []],
    [page, [group({ state: 'ended' })], ['no_group']],
    [page, [group({ until: inDays(-1) }), group({ state: 'paused' })], ['no_code']],
    [{ ...page, blocks: [{ kind: 'text' as const, text: '进群领面包' }] }, [group()], ['unlawful']],
  ])('faults of a page %#', (body, groups, expected) => expect(pageFaults(body, groups, NOW)).toEqual(expected))

  test.each([
    [{ kind: 'group' as const, until: inDays(5) }, []],
    [{ kind: 'group' as const, until: inDays(8) }, ['long']],
    [{ kind: 'housekeeper' as const, until: inDays(8) }, []],
    [{ kind: 'group' as const, until: inDays(2) }, ['ending']],
    [{ kind: 'group' as const, until: NOW }, ['ended']],
    [{ kind: 'group' as const, until: NOW, state: 'ended' as const }, []],
  ])('faults of a group %#', (change, expected) =>
    expect(groupFaults({ kind: change.kind, ...group(change) }, NOW)).toEqual(expected),
  )
})
