import type { Mine } from '@huitou/shared/distribution/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Field } from '../../ui/field/field'
import { Btn } from '../../ui/press/btn'
import { say } from '../../ui/toast'

const WORDS_MAX = 200

/** Who may apply says a few words; a person of the shop reads them. */
export const ApplyCard = ({ onDone }: { onDone: (mine: Mine) => void }) => {
  const [words, setWords] = useState('')
  const { busy, failure, run } = useSend('distribution.apply')
  const text = words.trim()
  const apply = async () => {
    const mine = await run({ words: text })
    if (mine === null) return
    say('申请已交给店里')
    onDone(mine)
  }
  return (
    <Card title="申请当分销员">
      <View className="t14 ink-2 top8">
        先看清楚上面的规则。写几句你想怎么推荐本店，店里的人看过会答复。不收任何费用。
      </View>
      <View className="top12">
        <Field
          label="申请的话"
          placeholder="比如：常来，想推荐给邻居"
          max={WORDS_MAX}
          value={words}
          onChange={setWords}
        />
      </View>
      {failure ? <View className="t12 ink-danger top8">{failure.detail}</View> : null}
      <Btn
        className="top16"
        size="large"
        label="规则看过了，申请"
        busy={busy}
        disabled={text === ''}
        onPress={() => void apply()}
      />
    </Card>
  )
}
