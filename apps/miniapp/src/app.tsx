import { useDidShow, useLaunch } from '@tarojs/taro'
import { useRef, type PropsWithChildren } from 'react'
import { messageOf } from './features/notify/entrance'
import { sayOpened } from './features/notify/opened'
import { watchNetwork } from './kit/online'
import { refreshBrand, refreshSession } from './kit/session'
import './app.scss'

/** Taro renders the current page as the children. */
export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    watchNetwork()
    void refreshSession()
  })
  const last = useRef<string | null>(null)
  useDidShow((entrance) => {
    void refreshBrand()
    const messageId = messageOf(entrance)
    // WeChat says what it was opened with each time it comes back.
    if (messageId !== null && messageId !== last.current) sayOpened(messageId)
    last.current = messageId
  })
  return children
}
