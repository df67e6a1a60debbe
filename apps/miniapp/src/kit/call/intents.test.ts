import Taro from '@tarojs/taro'
import { intentOf, keyFor, newKey, settle } from './intents'

const stored = new Map<string, unknown>()

jest.mock('@tarojs/taro', () => ({ __esModule: true, default: {} }))

beforeEach(() => {
  stored.clear()
  Object.assign(Taro, {
    getStorageSync: (key: string) => stored.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
    removeStorageSync: (key: string) => void stored.delete(key),
  })
})

test('an intent does not depend on the order of the fields, nor on absent ones', () => {
  const one = intentOf('counter.scan', { storeId: '1', code: 'x' })
  expect(intentOf('counter.scan', { code: 'x', digits: undefined, storeId: '1' })).toBe(one)
  expect(intentOf('counter.scan', { code: 'y', storeId: '1' })).not.toBe(one)
  expect(intentOf('counter.undo', { code: 'x', storeId: '1' })).not.toBe(one)
})

test('keys are version 4 UUIDs and do not repeat', () => {
  const keys = Array.from({ length: 1000 }, newKey)
  expect(new Set(keys).size).toBe(1000)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('a retry within minutes carries the same key; the same wish an hour later is a new one', () => {
  const start = Date.now()
  const clock = jest.spyOn(Date, 'now')
  const keyAfter = (minutes: number) => {
    clock.mockReturnValue(start + minutes * 60_000)
    return keyFor('mall.exchange {}')
  }
  const first = keyAfter(0)
  expect(keyAfter(10)).toBe(first)
  expect(keyAfter(70)).not.toBe(first)
  clock.mockRestore()
})

test('storage does not grow for ever: the oldest unanswered go', () => {
  const first = keyFor('a 0')
  for (let index = 1; index <= 50; index += 1) keyFor(`a ${index}`)
  expect(keyFor('a 50')).toBe(keyFor('a 50'))
  expect(keyFor('a 0')).not.toBe(first)
  settle('a 50')
  expect(stored.get('huitou:intents')).toHaveLength(49)
})
