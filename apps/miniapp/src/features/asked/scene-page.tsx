import type { ComponentProps, ReactNode } from 'react'
import { refreshSession, useSession } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { FailurePage } from './failure-page'

type ScenePageProps = {
  title: string
  bones: readonly number[]
  /** Undefined when the link lost it on the way. */
  scene: string | undefined
  lost: ComponentProps<typeof StatePage>
  children: (scene: string, isMember: boolean) => ReactNode
}

/** What a friend's card or a printed code opens, for members and for who is none yet. */
export const ScenePage = ({ title, bones, scene, lost, children }: ScenePageProps) => {
  const { status, failure } = useSession()
  if (scene === undefined)
    return (
      <Page title={title}>
        <StatePage {...lost} />
      </Page>
    )
  if (status === 'member' || status === 'visitor') return <>{children(scene, status === 'member')}</>
  return (
    <Page title={title}>
      {status === 'starting' ? (
        <Skeleton heights={bones} />
      ) : (
        <FailurePage title="没有登录成功" failure={failure} onRetry={() => void refreshSession()} />
      )}
    </Page>
  )
}
