import Taro from '@tarojs/taro'

const ME = 4
const SHOWN = 99

export const badgeText = (count: number) => (count > SHOWN ? `${SHOWN}+` : String(count))

const put = async (count: number) => {
  await (count > 0 ? Taro.setTabBarBadge({ index: ME, text: badgeText(count) }) : Taro.removeTabBarBadge({ index: ME }))
}

/** A small comfort: WeChat puts it there only while a tab is on screen. */
export const badgeMe = (count: number) => {
  put(count).catch((thrown: unknown) => console.warn('no number at the tab', thrown))
}
