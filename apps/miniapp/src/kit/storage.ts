import Taro from '@tarojs/taro'
import { namespace } from './device/namespace'

const named = (key: string) => `huitou:${namespace}${key}`

/** Small values that outlive the app. WeChat answers '' for an absent key. */
export const readStored = <Value>(key: string): Value | null => {
  const value: unknown = Taro.getStorageSync(named(key))
  return value === '' || value === undefined || value === null ? null : (value as Value)
}

export const writeStored = (key: string, value: unknown) => Taro.setStorageSync(named(key), value)

export const removeStored = (key: string) => Taro.removeStorageSync(named(key))
