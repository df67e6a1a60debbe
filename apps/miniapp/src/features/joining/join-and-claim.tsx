import { useCallback, useEffect, useState } from 'react'
import type { Output } from '@huitou/shared/api'
import { JoinFooter } from './join-footer'
import { refreshSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'

type JoinAndClaimed = (gifts: Output<'joining.join'>['gifts']) => Promise<void>

type JoinAndClaimProps = {
  label: string
  /** The code through which they came, where the page is another than that code's: known before they can join. */
  through?: string | null
  /** The way out. */
  later?: string
  onJoined: JoinAndClaimed
}

/** Joining, with the consent it needs; what was scanned is claimed in the same step. */
export const JoinAndClaim = ({ label, through = null, later = '先不领', onJoined }: JoinAndClaimProps) => {
  const { busy, run } = useSend('joining.landing')
  const [landing, setLanding] = useState<Output<'joining.landing'> | null>(null)
  const load = useCallback(() => {
    void run(through === null ? {} : { scene: through }).then((answer) => {
      if (answer) setLanding(answer)
    })
  }, [run, through])
  useEffect(load, [load])
  // Joined on another phone meanwhile: the session says so, and the page shows the member's button.
  const again = () => {
    load()
    void refreshSession()
  }
  if (landing === null) return <Btn size="large" label={label} busy={busy} onPress={load} />
  return (
    <JoinFooter
      privacyVersion={landing.privacyVersion}
      label={label}
      later={later}
      onJoined={(gifts) => void onJoined(gifts)}
      onStale={again}
    />
  )
}
