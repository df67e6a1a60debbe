import type { CodeCard } from '@huitou/shared/channel/contract'
import { useState } from 'react'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPrintLink, PRINT_LABEL } from '../../kit/device/print-link'
import { useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { say } from '../../ui/toast'
import { FailureNote } from '../counter/failure-note'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { KIND_WORDS } from './kind-words'
import { NewCode } from './new-code'

/** The server prints so many on one sheet. */
const SHEET_MAX = 40

export default function CodesPage() {
  const { storeId = '' } = useParams('staff/codes/index')
  return <StaffOnly title="小程序码">{() => <Codes storeId={storeId} />}</StaffOnly>
}

/** The store's codes, what each brought, and the sheet to print them. */
const Codes = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('channel.codes', { storeId })
  const [making, setMaking] = useState(false)
  usePullDown([asked])
  const codes = asked.data?.codes ?? []
  return (
    <Page title="小程序码" footer={codes.length > 0 ? <PrintButton codes={codes} /> : undefined}>
      {asked.state === 'loading' ? <Skeleton heights={[260]} /> : null}
      {asked.state === 'failed' || asked.state === 'offline' ? (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      ) : null}
      {asked.data && codes.length === 0 ? (
        <StatePage
          art="list"
          title="这家店还没有小程序码"
          text="新建一个，打印出来贴在收银台或桌上，客人扫了就能入会"
        />
      ) : null}
      {codes.length > 0 ? <CodeList codes={codes} /> : null}
      {asked.data ? (
        <Btn className="top12" label="新建一个码" kind="line" size="medium" onPress={() => setMaking(true)} />
      ) : null}
      <NewCode
        storeId={storeId}
        open={making}
        onClose={() => setMaking(false)}
        onMade={() => {
          setMaking(false)
          void asked.reload()
        }}
      />
    </Page>
  )
}

const CodeList = ({ codes }: { codes: readonly CodeCard[] }) => (
  <Card title={codes[0]?.storeName ?? ''}>
    {codes.map(({ id, kind, label, scans, joins, benefit, couponName }) => (
      <RowItem
        key={id}
        icon="qr"
        tone="plain"
        title={label}
        note={[KIND_WORDS[kind], benefit ?? couponName].filter(Boolean).join('；送 ')}
        end={`扫 ${scans} 次 · 入会 ${joins}`}
      />
    ))}
  </Card>
)

const PrintButton = ({ codes }: { codes: readonly CodeCard[] }) => {
  const { busy, failure, run } = useSend('channel.printSheet')
  const print = async () => {
    const sheet = await run({ codeIds: codes.slice(0, SHEET_MAX).map(({ id }) => id) })
    if (sheet === null) return
    await openPrintLink(sheet.url)
    say('十分钟内在电脑浏览器里打开，按 A4 打印')
  }
  return (
    <>
      <FailureNote failure={failure} />
      <Btn label={PRINT_LABEL} size="large" busy={busy} onPress={() => void print()} />
    </>
  )
}
