import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useLook } from '../../kit/look'
import { TopBar } from './top-bar'
import './page.scss'

type PageProps = {
  /** Stands in the bar that H5 draws; WeChat shows the one of the page's config. */
  title: string
  /** A tab has no way back. */
  tab?: boolean
  /** The page draws its own bar (navigationStyle custom). */
  ownBar?: boolean
  /** No margins: for pages whose blocks reach the edges. */
  bare?: boolean
  /** Stays at the bottom while the rest scrolls. */
  footer?: ReactNode
  children: ReactNode
}

export const Page = ({ title, tab = false, ownBar = false, bare = false, footer, children }: PageProps) => (
  <View className={`page ${useLook()} ${footer ? 'page-with-footer' : ''}`}>
    {process.env.TARO_ENV === 'h5' && !ownBar ? <TopBar title={title} back={!tab} /> : null}
    <View className={bare ? '' : 'page-body'}>{children}</View>
    {footer ? <View className="page-footer">{footer}</View> : null}
  </View>
)
