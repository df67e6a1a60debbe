import { View } from '@tarojs/components'
import './term-list.scss'

/** What holds for a coupon, sentence by sentence. */
export const TermList = ({ terms }: { terms: readonly string[] }) => (
  <View>
    {terms.map((term) => (
      <View key={term} className="term t14 ink-2">
        {term}
      </View>
    ))}
  </View>
)
