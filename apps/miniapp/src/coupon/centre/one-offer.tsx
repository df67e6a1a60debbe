import { useCallback } from 'react'
import { replacePage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { FailurePage } from '../../features/asked/failure-page'
import { TermList } from '../../features/coupon/term-list'
import { Card } from '../../ui/block/card'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { BONES } from './centre'
import { OfferList } from './offer-list'

/** What a code on a poster or in a group opens. */
export const OneOffer = ({ scene }: { scene: string }) => {
  const asked = useAsk('coupon.offer', { scene })
  const { reload } = asked
  const done = useCallback(() => void reload(), [reload])
  const centre = { label: '去领券中心', onPress: () => void replacePage('coupon/centre/index') }
  if (asked.state === 'loading') return <Skeleton heights={BONES} />
  if (asked.data === null) {
    if (asked.failure?.code === 'not_found')
      return (
        <StatePage art="empty" title="这个码领不了券" text="可能已经停用。领券中心里也许还有别的" action={centre} />
      )
    return (
      <FailurePage
        title="这张券没有打开"
        failure={asked.failure}
        busy={asked.reloading}
        onRetry={done}
        second={centre}
      />
    )
  }
  const { offer } = asked.data
  return (
    <>
      <OfferList offers={[offer]} scene={scene} onDone={done} />
      <Card title="使用规则" className="top12">
        <TermList terms={offer.terms} />
      </Card>
    </>
  )
}
