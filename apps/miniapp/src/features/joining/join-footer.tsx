import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { goBack, openPage } from '../../kit/navigate'
import { refreshSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { Consent, ConsentHint } from '../../ui/field/consent'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import './join-footer.scss'

type Gifts = Output<'joining.join'>['gifts']

type JoinFooterProps = {
  privacyVersion: string
  onJoined: (gifts: Gifts) => void
  /** The notice changed meanwhile, or this visitor has joined on another phone: look again. */
  onStale: () => void
  label?: string
  /** What not joining is called; it leads back. */
  later?: string
}

const STALE = new Set(['privacy_version_old', 'already_member'])

const JoinConsent = ({ agreed, missed, onToggle }: { agreed: boolean; missed: number; onToggle: () => void }) => (
  <Consent label="我已阅读并同意会员章程与隐私说明" agreed={agreed} missed={missed} onToggle={onToggle}>
    <Text onClick={onToggle}>我已阅读并同意</Text>
    <Text className="ink-brand" role="link" onClick={() => void openPage('account/privacy/index')}>
      《会员章程与隐私说明》
    </Text>
    <Text onClick={onToggle}>
      ：只用微信身份认出会员、记录积分；手机号、昵称、生日都可以不给，随时可在「我的」里退会。
    </Text>
  </Consent>
)

/** Consent stands unticked; pressing without it points at the box instead of joining. Nothing else is asked for. */
export const JoinFooter = ({
  privacyVersion,
  onJoined,
  onStale,
  label = '微信一键加入',
  later = '先逛逛，暂不加入',
}: JoinFooterProps) => {
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(0)
  const { busy, failure, run } = useSend('joining.join')

  const join = async () => {
    if (!agreed) {
      setMissed((before) => before + 1)
      return
    }
    const answer = await run({ privacyVersion, agreed: true })
    if (answer === null) return
    onJoined(answer.gifts)
    await refreshSession()
  }
  if (failure && STALE.has(failure.code)) {
    return <Btn size="large" label="再看一眼" onPress={onStale} />
  }
  const hint = missed > 0 && !agreed ? '请先看一眼并勾选' : (failure?.detail ?? null)
  return (
    <View>
      <JoinConsent agreed={agreed} missed={missed} onToggle={() => setAgreed((before) => !before)} />
      <ConsentHint words={hint} />
      <Btn className="top12" size="large" icon="chat" label={label} busy={busy} onPress={() => void join()} />
      <Press className="join-later t14 ink-3" label={later} dim onPress={() => void goBack()}>
        <Text>{later}</Text>
      </Press>
    </View>
  )
}
