import type { Verification } from '@huitou/shared/counter/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { serverNowMs } from '../../kit/clock'
import { goBack } from '../../kit/navigate'
import { clockText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { UndoSheet } from '../act/undo-sheet'
import { NextScan } from './next-scan'
import { Verdict } from './verdict'

/** Undoing is offered only while the server would take it. */
const canUndo = ({ undoneAt, undoUntil }: Verification, nowMs: number) =>
  undoneAt === null && undoUntil !== null && new Date(undoUntil).getTime() > nowMs

type Props = {
  verification: Verification
  onChange: (verification: Verification) => void
  onMore: (() => void) | null
}

const Footer = ({ onMore }: Pick<Props, 'onMore'>) => (
  <>
    <NextScan />
    {onMore ? (
      <View className="top12">
        <Btn label="这位客人还要用别的" kind="soft" size="large" onPress={onMore} />
      </View>
    ) : null}
    <Press className="verdict-back t15 ink-2" label="回工作台" dim onPress={() => void goBack()}>
      回工作台
    </Press>
  </>
)

const titleOf = ({ undoneAt, undoUntil }: Verification, undoable: boolean) => {
  if (undoneAt !== null) return { title: '已撤销', detail: '券回到客人卡包，有效期不变' }
  const detail = undoUntil && undoable ? `${clockText(undoUntil)} 前可以撤销` : '已经记在今天的记录里'
  return { title: '已核销', detail }
}

/** Used up, or taken back: what happened, and the next customer one tap away. */
export const Done = ({ verification, onChange, onMore }: Props) => {
  const [undoing, setUndoing] = useState(false)
  const { couponName, memberName, at, storeName, staffName, undoReason } = verification
  const undoable = canUndo(verification, serverNowMs())
  return (
    <Page title="核销" footer={<Footer onMore={onMore} />}>
      <Verdict tone="ok" {...titleOf(verification, undoable)}>
        <View className="t17">{couponName}</View>
        <View className="hairline" />
        <KV name="会员" value={memberName} strong="plain" />
        <KV name="时间" value={clockText(at)} />
        <KV name="门店" value={storeName} />
        <KV name="经手" value={staffName} />
        {undoReason === null ? null : <KV name="撤销原因" value={undoReason} />}
      </Verdict>
      {undoable ? (
        <View className="top12">
          <Btn label="核销错了，撤销" kind="line" size="medium" icon="undo" onPress={() => setUndoing(true)} />
        </View>
      ) : null}
      <UndoSheet
        act={undoing ? { kind: 'verification', subjectId: verification.id, title: couponName, memberName } : null}
        onClose={() => setUndoing(false)}
        onUndone={(reason) => {
          setUndoing(false)
          const undoneAt = new Date(serverNowMs()).toISOString()
          onChange({ ...verification, undoneAt, undoReason: reason, undoUntil: null })
        }}
      />
      <View className="verdict-room" />
    </Page>
  )
}
