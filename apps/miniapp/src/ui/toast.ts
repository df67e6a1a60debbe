import Taro from '@tarojs/taro'

const SHOWN_MS = 2400

/** A short sentence over the page. Never the only place where something important stands. */
export const say = (text: string) => {
  void Taro.showToast({ title: text, icon: 'none', duration: SHOWN_MS })
}
