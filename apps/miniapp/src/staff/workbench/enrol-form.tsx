import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Note } from '../../ui/block/note'
import { Icon } from '../../ui/icon/icon'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { say } from '../../ui/toast'
import { FailureNote } from '../counter/failure-note'
import { rememberVisit } from '../counter/visit-memory'

type Props = { storeId: string; phone: string; nickname: string; onDone: () => void; onBack: () => void }

const Agreed = ({ agreed, onPress }: { agreed: boolean; onPress: () => void }) => (
  <Press
    className="row gap8 phone-agree"
    role="checkbox"
    selected={agreed}
    label="客人当面同意了"
    dim
    onPress={onPress}
  >
    <Icon name={agreed ? 'check' : 'shield'} size={22} bold={agreed} />
    <View className={`t15 ${agreed ? 'bold' : 'ink-2'}`}>{agreed ? '客人当面同意了' : '客人同意了就点这里'}</View>
  </Press>
)

/** Nobody has this number: what the customer must hear and agree to, then one button. */
export const EnrolForm = ({ storeId, phone, nickname, onDone, onBack }: Props) => {
  const [agreed, setAgreed] = useState(false)
  const notice = useAsk('privacy.notice', {})
  const { busy, failure, run } = useSend('counter.enrol')
  const enrol = async () => {
    if (!notice.data) return
    const privacyVersion = notice.data.version
    const made = await run({ storeId, phone, agreed, privacyVersion, ...(nickname === '' ? {} : { nickname }) })
    device.vibrate(made ? 'done' : 'refused')
    if (!made) return
    rememberVisit(made.visit)
    onDone()
    await openPage('staff/result/index', { visitId: made.visit.id })
    say(made.isNew ? '登记好了' : '这个号码已经是会员了')
  }
  return (
    <View>
      <View className="top12">
        <Note icon="info">
          请念给客人听：店里会用您的手机号记积分和消费，不会给别人；您随时可以退会、删掉。见面礼等您用微信加入时到账。
        </Note>
      </View>
      <Agreed agreed={agreed} onPress={() => setAgreed(!agreed)} />
      <FailureNote failure={failure ?? (notice.data ? null : notice.failure)} />
      <View className="row gap8 top12">
        <View className="grow">
          <Btn label="换个号码" kind="line" size="large" onPress={onBack} />
        </View>
        <View className="grow">
          <Btn
            label="登记入会"
            size="large"
            busy={busy}
            disabled={!agreed || !notice.data}
            onPress={() => void enrol()}
          />
        </View>
      </View>
    </View>
  )
}
