import Taro from '@tarojs/taro'

const CAPSULE_GAP_MIN_PX = 4

/** Where WeChat's status bar ends and how high the strip beside its capsule button is; for pages that draw their own bar. */
export const barSpace = () => {
  const { statusBarHeight: statusPx = 20 } = Taro.getWindowInfo()
  const { top, height } = Taro.getMenuButtonBoundingClientRect()
  return { statusPx, barPx: height + 2 * Math.max(CAPSULE_GAP_MIN_PX, top - statusPx) }
}
