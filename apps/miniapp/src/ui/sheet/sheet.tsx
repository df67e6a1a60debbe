import { ScrollView, View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'
import './sheet.scss'

/** As long as the way down takes (sheet.scss). */
const LEAVING_MS = 200

type SheetProps = {
  title: string
  open: boolean
  onClose: () => void
  /** Stays in sight while the rest scrolls. */
  footer?: ReactNode
  children: ReactNode
}

/** Comes up from the bottom; the mask and the cross close it. It stays drawn while it leaves. */
export const Sheet = ({ title, open, onClose, footer, children }: SheetProps) => {
  const [drawn, setDrawn] = useState(open)
  useEffect(() => {
    if (open) {
      setDrawn(true)
      return undefined
    }
    const timer = setTimeout(() => setDrawn(false), LEAVING_MS)
    return () => clearTimeout(timer)
  }, [open])

  if (!open && !drawn) return null
  return (
    <View className={`sheet over-page ${open ? '' : 'sheet-leaving'}`} role="dialog" aria-label={title} aria-modal>
      <View className="sheet-mask" onClick={onClose} catchMove />
      <View className="sheet-panel">
        <View className="sheet-grab" />
        <View className="t17 sheet-title">{title}</View>
        <Press className="sheet-close" label="关闭" dim onPress={onClose}>
          <Icon name="close" size={22} />
        </Press>
        <ScrollView scrollY className="sheet-body" enhanced showScrollbar={false}>
          {children}
        </ScrollView>
        {footer ? <View className="sheet-footer">{footer}</View> : null}
      </View>
    </View>
  )
}
