import { useCallback, useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage, useParams } from '../../kit/navigate'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { SignUpSheet } from '../sign-up/sign-up-sheet'
import { CodeSheet } from '../ticket/code-sheet'
import { Body } from './body'
import { Foot, hasFoot } from './foot'
import { useGathering } from './use-gathering'

const TITLE = '活动详情'
const BONES = [120, 88, 220, 140] as const

const toList = { label: '看看近期活动', onPress: () => void openPage('gathering/list/index') }

type Opened = 'sign_up' | 'code' | null

const Gathering = ({ gatheringId, scene }: { gatheringId: string; scene: string | null }) => {
  const [opened, setOpened] = useState<Opened>(null)
  const close = useCallback(() => setOpened(null), [])
  const asked = useGathering(gatheringId, opened === 'code', close)
  usePullDown([asked])
  const { data, reload } = asked
  const joined = async () => {
    await reload()
    setOpened('sign_up')
  }
  const foot =
    data && hasFoot(data) ? (
      <Foot {...{ shown: data, scene }} onSignUp={() => setOpened('sign_up')} onJoined={joined} onStale={reload} />
    ) : null
  return (
    <Page title={TITLE} footer={foot}>
      {data === null && asked.failure?.code === 'not_found' ? (
        <StatePage art="list" title="没有找到这场活动" text="可能已经撤下了，看看别的" action={toList} />
      ) : (
        <AskedView asked={asked} bones={BONES} failed="活动没有打开">
          {(shown) => <Body shown={shown} onShow={() => setOpened('code')} onChanged={reload} />}
        </AskedView>
      )}
      {data?.joined === true && data.gathering.state === 'open' ? (
        <SignUpSheet gathering={data.gathering} open={opened === 'sign_up'} onClose={close} onChanged={reload} />
      ) : null}
      {data?.ticket?.mayShowCode === true ? (
        <CodeSheet
          ticketId={data.ticket.ticketId}
          title={data.gathering.title}
          open={opened === 'code'}
          onClose={close}
          onRefused={reload}
        />
      ) : null}
    </Page>
  )
}

/** One gathering: what it is, and taking a place, showing it, or giving it back. */
export default function GatheringPage() {
  const { gatheringId, scene } = useParams('gathering/show/index')
  if (gatheringId === undefined)
    return (
      <Page title={TITLE}>
        <StatePage art="list" title="没有找到这场活动" text="从活动列表里点开就能看到" action={toList} />
      </Page>
    )
  return <Gathering gatheringId={gatheringId} scene={scene ?? null} />
}
