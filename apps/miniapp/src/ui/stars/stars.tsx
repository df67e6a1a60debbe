import { STAR_WORDS } from '@huitou/shared/review/word-rules'
import { View } from '@tarojs/components'
import { Press } from '../press/press'
import './stars.scss'

const SCORES = STAR_WORDS.map((_, index) => index + 1)

const shapeClass = (on: boolean) => `stars-shape ${on ? 'stars-on' : ''}`

type StarsProps = {
  /** What is asked about. */
  label: string
  /** 0 while nothing was chosen. */
  score: number
  onChange: (score: number) => void
}

/** One to five stars to choose from, each large enough for a thumb. A full star differs by its shape, not by colour alone. */
export const Stars = ({ label, score, onChange }: StarsProps) => (
  <View className="stars" role="radiogroup" aria-label={label}>
    {SCORES.map((one) => (
      <Press
        key={one}
        className="stars-one"
        role="radio"
        selected={one === score}
        label={`${label} ${one} 星，${STAR_WORDS[one - 1] ?? ''}`}
        onPress={() => onChange(one)}
      >
        <View className={shapeClass(one <= score)} />
      </Press>
    ))}
  </View>
)

/** Stars that were given. */
export const StarsShown = ({ label, score }: { label: string; score: number }) => (
  <View className="stars stars-shown" role="img" aria-label={`${label} ${score} 星`}>
    {SCORES.map((one) => (
      <View key={one} className={shapeClass(one <= score)} />
    ))}
  </View>
)
