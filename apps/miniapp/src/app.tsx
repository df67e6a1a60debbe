import { useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { watchNetwork } from './kit/online'
import { refreshBrand, refreshSession } from './kit/session'
import './app.scss'

/** Taro renders the current page as the children. */
export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    watchNetwork()
    void refreshSession()
  })
  useDidShow(() => {
    void refreshBrand()
  })
  return children
}
