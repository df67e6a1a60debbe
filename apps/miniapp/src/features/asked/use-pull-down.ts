import Taro, { usePullDownRefresh } from '@tarojs/taro'

/** Pulling the page down reads everything again, then lets it go. */
export const usePullDown = (asked: readonly { reload: () => Promise<void> }[]) => {
  usePullDownRefresh(() => {
    void Promise.all(asked.map(({ reload }) => reload())).then(() => Taro.stopPullDownRefresh())
  })
}
