import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'
import { FieldFoot } from './field-foot'
import { useProfile } from './use-profile'
import './profile.scss'

const NICKNAME_MAX = 20

/** WeChat offers the person's own nickname above the keyboard for `type="nickname"`, and checks what is typed. */
export const Nickname = ({ nickname }: { nickname: string | null }) => {
  const [typed, setTyped] = useState(nickname ?? '')
  const { busy, failure, save } = useProfile()
  const wanted = typed.trim()
  return (
    <Card title="怎么称呼你">
      <View className="row gap8 top12">
        <View className="field grow">
          <Input
            className="field-input"
            type="nickname"
            maxlength={NICKNAME_MAX}
            value={typed}
            placeholder="随便写一个，店员会这样叫你"
            placeholderClass="field-placeholder"
            aria-label="昵称"
            onInput={({ detail }) => setTyped(detail.value)}
            onBlur={({ detail }) => setTyped(detail.value)}
          />
        </View>
        <Btn
          size="medium"
          label="存下"
          busy={busy}
          disabled={wanted === '' || wanted === nickname}
          onPress={() => void save({ nickname: wanted })}
        />
      </View>
      <FieldFoot
        failure={failure}
        clear={nickname === null ? null : '不留昵称'}
        busy={busy}
        onClear={() => void save({ nickname: null }).then((saved) => (saved ? setTyped('') : undefined))}
      />
    </Card>
  )
}
