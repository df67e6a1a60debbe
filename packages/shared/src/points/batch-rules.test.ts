import { BATCH_LINES_MAX, needsApproval, readAdjustments, readOpenings, totalsOf } from './batch-rules'

describe('adjustments', () => {
  test('columns in any order, with spaces around', () => {
    expect(readAdjustments('reason,memberId,points\n 补签 ,12, -5 \n"系统, 故障",13,100\n')).toEqual({
      rows: [
        { line: 2, memberId: '12', points: -5, reason: '补签' },
        { line: 3, memberId: '13', points: 100, reason: '系统, 故障' },
      ],
      problems: [],
    })
  })

  test.each([
    ['0,5,x', '会员号不对'],
    ['abc,5,x', '会员号不对'],
    ['12345678901234567890,5,x', '会员号不对'],
    ['1,0,x', '积分要是不为 0 的整数'],
    ['1,1.5,x', '积分要是不为 0 的整数'],
    ['1,１０,x', '积分要是不为 0 的整数'],
    ['1,,x', '积分要是不为 0 的整数'],
    ['1,1000000001,x', '积分要是不为 0 的整数'],
    ['1,-1000000001,x', '积分要是不为 0 的整数'],
    ['1,5,', '原因要写，最多 80 个字'],
    [`1,5,${'长'.repeat(81)}`, '原因要写，最多 80 个字'],
    ['1,5,a\u200bb', '原因要写，最多 80 个字'],
    ['1,5', '列数和标题行不一样'],
    ['1,5,x,y', '列数和标题行不一样'],
  ])('%s', (row, problem) => {
    const { rows, problems } = readAdjustments(`memberId,points,reason\n1,1,ok\n${row}\n`)
    expect(rows).toHaveLength(1)
    expect(problems).toEqual([{ line: 3, problem }])
  })

  test.each([
    [`1,1000000000,${'长'.repeat(80)}`, 1_000_000_000],
    ['1234567890123456789,-1000000000,x', -1_000_000_000],
  ])('the edges hold: %s', (row, points) => {
    expect(readAdjustments(`memberId,points,reason\n${row}`).rows[0]?.points).toBe(points)
  })

  test.each([
    ['memberId,points\n1,2', ['缺少「reason」这一列']],
    ['memberId,points,reason,color\n1,2,3,4', ['不认识或重复的列「color」']],
    ['memberId,points,reason,points\n1,2,3,4', ['不认识或重复的列「points」']],
    ['memberId,points,reason', ['没有内容']],
    ['memberId,points,reason\n"1,2,3', ['引号没有成对，或这一行的格式不对']],
    ['', ['缺少「memberId」这一列', '缺少「points」这一列', '缺少「reason」这一列', '没有内容']],
    [`memberId,points,reason\n${'1,1,x\n'.repeat(BATCH_LINES_MAX + 1)}`, [`最多 ${BATCH_LINES_MAX} 行，请分几次导入`]],
  ])('%#: the whole file is refused', (text, expected) => {
    const { rows, problems } = readAdjustments(text)
    expect(rows).toEqual([])
    expect(problems.map((one) => one.problem)).toEqual(expected)
  })
})

describe('openings', () => {
  const read = (rows: string, head = 'member,points,expires') => readOpenings(`${head}\n${rows}`, 20261122)

  test('phone or number, a day in two ways, never, or by the policy; growth when there is any', () => {
    const text = '13812345678,100,2027-12-31,5\n12,50,20261122,\n12,0,never,7\n12,9,,0\n+8613812345678,1,永久,0'
    expect(read(text, 'member,points,expires,growth')).toEqual({
      problems: [],
      rows: [
        { line: 2, who: '13812345678', points: 100, lastDay: 20271231, growth: 5 },
        { line: 3, who: '12', points: 50, lastDay: 20261122, growth: 0 },
        { line: 4, who: '12', points: 0, lastDay: 0, growth: 7 },
        { line: 5, who: '12', points: 9, lastDay: null, growth: 0 },
        { line: 6, who: '+8613812345678', points: 1, lastDay: 0, growth: 0 },
      ],
    })
    expect(read('12,50,').rows).toEqual([{ line: 2, who: '12', points: 50, lastDay: null, growth: 0 }])
  })

  test.each([
    ['小明,5,', '会员要填手机号或会员号'],
    ['12,-5,', '积分和成长值要是整数，至少一个大于 0'],
    ['12,0,', '积分和成长值要是整数，至少一个大于 0'],
    ['12,5,2026-02-30', '有效期要写成 2027-12-31、never，或留空'],
    ['12,5,明年', '有效期要写成 2027-12-31、never，或留空'],
    ['12,5,20261121', '有效期已经过了'],
    ['11,1,20271231', '同一位会员、同一天到期的只能写一行'],
    ['12,5', '列数和标题行不一样'],
  ])('%s', (row, problem) => {
    const { rows, problems } = read(`11,5,2027-12-31\n${row}`)
    expect(rows).toHaveLength(1)
    expect(problems).toEqual([{ line: 3, problem }])
  })
})

test('a file’s totals, and who must agree', () => {
  expect(totalsOf([5, -3, 10])).toEqual({ total: 3, pointsUp: 15, pointsDown: 3 })
  expect(needsApproval({ pointsUp: 600, pointsDown: 400 }, 1000)).toBe(false)
  expect(needsApproval({ pointsUp: 600, pointsDown: 401 }, 1000)).toBe(true)
})
