import type { FrameLocator, Page } from 'playwright-core'

/** A phone is a page, or one of the two frames of the try-it page. */
export type Phone = Page | FrameLocator

/** Taps what a screen reader calls by this name. Pages below the one in front are hidden, and not found. */
export const tap = (phone: Phone, name: string | RegExp) =>
  phone
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()

export const tapTab = (phone: Phone, name: RegExp) => phone.getByRole('tab', { name }).click()

/** The bar at the bottom, which is Taro's. */
export const openTab = (phone: Phone, text: '首页' | '积分' | '会员码' | '卡包' | '我的') =>
  phone.locator('.weui-tabbar__item', { hasText: new RegExp(`^\\s*${text}\\s*$`) }).click()

/** Waits until these words stand on the screen. */
export const sees = (phone: Phone, words: string | RegExp) =>
  phone.getByText(words, { exact: false }).filter({ visible: true }).first().waitFor()

/** Where one types: Taro puts the input into an element of its own, which carries the name. */
export const fieldOf = (phone: Phone, name: string) =>
  phone.locator(`[aria-label="${name}"] :is(input, textarea)`).filter({ visible: true }).first()
