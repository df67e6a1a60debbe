import { fitsKind } from '#simulator/api/message/subscribe-values'

test.each([
  ['thing', '二十个字以内的说明abc 1!'],
  ['thing', '😀'.repeat(20)],
  ['number', '12.50'],
  ['number', '1'.repeat(32)],
  ['letter', 'VIP'],
  ['symbol', '★★★'],
  ['character_string', 'A-12/34'],
  ['time', '15:01'],
  ['time', '2026年11月22日 15:01~2026年11月22日 16:00'],
  ['date', '2026年11月22日'],
  ['date', '2026-11-22 08:00'],
  ['date', '2026-11-22~2026-12-01'],
  ['amount', '¥12.50'],
  ['amount', '￥100元'],
  ['phone_number', '+86-138-0013-8000'],
  ['car_number', '粤A8Z888挂'],
  ['name', '欧阳娜娜'],
  ['name', 'Ann O’Neill'],
  ['phrase', '已到期'],
])('%s takes %s', (kind, value) => {
  expect(fitsKind(kind, value)).toBe(true)
})

test.each([
  ['thing', ''],
  ['thing', '　 '],
  ['thing', '字'.repeat(21)],
  ['number', '1'.repeat(33)],
  ['number', '12个'],
  ['letter', 'VIP1'],
  ['symbol', '★★★★★★'],
  ['character_string', '编号1'],
  ['character_string', 'a'.repeat(33)],
  ['time', '24:00'],
  ['time', '2026-11-22'],
  ['date', '15:01'],
  ['date', '2026-13-01'],
  ['date', '2026-11/22'],
  ['amount', '12.50'],
  ['amount', '¥12345678901'],
  ['phone_number', '1'.repeat(18)],
  ['car_number', '粤A8Z8888挂'],
  ['name', '字'.repeat(11)],
  ['name', 'Ann李'],
  ['phrase', '已经到期了吗'],
  ['phrase', 'ok'],
  ['toString', 'x'],
])('%s refuses %s', (kind, value) => {
  expect(fitsKind(kind, value)).toBe(false)
})
