import { carrierCode } from './carrier-rules'

test('carriers are known by the names that shops use', () => {
  const known = ['顺丰', '顺丰速运', ' 中通快递', '邮政快递包裹', 'ems', '京东物流'].map(carrierCode)
  expect(known).toEqual(['SF', 'SF', 'ZTO', 'YZPY', 'EMS', 'JD'])
  expect(carrierCode('隔壁老王')).toBeNull()
})
