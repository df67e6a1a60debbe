import type { AddressFields } from '@huitou/shared/mall/address/contract'

const PHONE = /^(1\d{10}|0\d{9,11})$/

/** What is still missing, in words; null when the address can be saved. */
export const missingText = ({ name, phone, region, detail }: AddressFields): string | null => {
  if (name.trim() === '') return '还没写收货人'
  if (!PHONE.test(phone)) return '手机号要 11 位，座机带区号'
  if (region.trim() === '') return '还没写省市区'
  return detail.trim() === '' ? '还没写街道门牌' : null
}

/** Digits only: people paste numbers with spaces and dashes. */
export const digitsOf = (typed: string) => typed.replace(/^\+?86/, '').replace(/\D/g, '')
