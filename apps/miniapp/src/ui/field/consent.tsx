import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'
import './consent.scss'

type ConsentProps = {
  /** What is agreed to, for a screen reader. */
  label: string
  agreed: boolean
  /** How often somebody went on without agreeing: each time the box shakes. */
  missed: number
  onToggle: () => void
  /** The words beside the box. */
  children: ReactNode
}

/** Stands unticked; whoever goes on without it is pointed at the box. */
export const Consent = ({ label, agreed, missed, onToggle, children }: ConsentProps) => (
  <View key={missed} className={`consent ${missed > 0 && !agreed ? 'consent-missed' : ''}`}>
    <Press className="consent-box" role="checkbox" selected={agreed} label={label} onPress={onToggle}>
      <View className={`consent-tick ${agreed ? 'consent-on' : ''}`}>
        {agreed ? <Icon name="check" size={16} bold /> : null}
      </View>
    </Press>
    <View className="grow t12 ink-2">{children}</View>
  </View>
)

/** What is in the way, under the box. */
export const ConsentHint = ({ words }: { words: string | null }) =>
  words === null ? null : (
    <View className="consent-hint row gap4 t12 ink-danger" role="alert">
      <Icon name="info" size={14} bold />
      <Text>{words}</Text>
    </View>
  )
