import type { Options } from './parts'
import { settleLater, type Phone } from './wx'

/** The pages that navigation moves between. */
export type Pages = {
  open(url: string): void
  close(): void
  /** The page on top comes to the front again. */
  showTop(): void
  isTab(url: string): boolean
  /** The address without what is relative in it. */
  absolute(url: string): string
  readonly depth: number
}

const STACK_MAX = 10

/** A navigation function of wx: `go` throws to refuse. */
const navigating =
  (phone: Phone, name: string, go: (url: string, options: Options) => void) =>
  (options: Options = {}) => {
    phone.calls.push([name, options])
    try {
      go(String(options.url), options)
    } catch (thrown) {
      settleLater(options, { errMsg: `${name}:fail ${(thrown as Error).message}` }, true)
      return
    }
    settleLater(options, { errMsg: `${name}:ok` })
  }

const refuse = (when: boolean, why: string) => {
  if (when) throw new Error(why)
}

/** Navigation with WeChat's own refusals: tabs only by switchTab, ten pages at most. */
export const navigation = (phone: Phone, pages: Pages) => {
  const closeAll = () => {
    while (pages.depth > 0) pages.close()
  }
  return {
    navigateTo: navigating(phone, 'navigateTo', (url) => {
      refuse(pages.isTab(url), 'can not navigateTo a tabbar page')
      refuse(pages.depth >= STACK_MAX, 'webview count limit exceed')
      pages.open(url)
    }),
    redirectTo: navigating(phone, 'redirectTo', (url) => {
      refuse(pages.isTab(url), 'can not redirectTo a tabbar page')
      const target = pages.absolute(url)
      pages.close()
      pages.open(target)
    }),
    reLaunch: navigating(phone, 'reLaunch', (url) => {
      closeAll()
      pages.open(url)
    }),
    switchTab: navigating(phone, 'switchTab', (url) => {
      refuse(!pages.isTab(url), 'can not switch to non-TabBar page')
      closeAll()
      pages.open(url)
    }),
    navigateBack: navigating(phone, 'navigateBack', (_, { delta = 1 }) => {
      for (let left = Number(delta); left > 0 && pages.depth > 1; left -= 1) pages.close()
      pages.showTop()
    }),
  }
}
