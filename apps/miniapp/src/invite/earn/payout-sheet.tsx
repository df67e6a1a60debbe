import type { Mine } from '@huitou/shared/distribution/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { amountFenOf } from '../../kit/amount'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { priceText } from '../../kit/number'
import { useSend } from '../../kit/use-send'
import { Field } from '../../ui/field/field'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'

const DIGITS_MAX = 11

type PayoutSheetProps = { mine: Mine; open: boolean; onClose: () => void; onDone: (mine: Mine) => void }

const problemOf = (amountFen: number | null, { figures, minPayoutFen }: Mine): string | null => {
  if (amountFen === null) return '填一个金额，比如 50 或 36.5'
  if (amountFen > figures.dueFen) return `最多可提 ¥${priceText(figures.dueFen)}`
  return amountFen < minPayoutFen ? `最少提 ¥${priceText(minPayoutFen)}` : null
}

/** How much, and once more in words before it is asked for. */
export const PayoutSheet = ({ mine, open, onClose, onDone }: PayoutSheetProps) => {
  const [typed, setTyped] = useState(priceText(mine.figures.dueFen).replace(/,/g, ''))
  const [sure, setSure] = useState(false)
  const { ask: askToBeTold } = useAskToBeTold('distribution.payout')
  const { busy, failure, run, clear } = useSend('distribution.requestPayout')
  const amountFen = amountFenOf(typed.trim())
  const problem = problemOf(amountFen, mine)
  const change = (text: string) => {
    setTyped(text)
    setSure(false)
    clear()
  }
  const send = async () => {
    if (amountFen === null || problem !== null) return
    if (!sure) return setSure(true)
    askToBeTold()
    const done = await run({ amountFen })
    if (done === null) return
    say('已交给店里')
    onClose()
    onDone(done.mine)
  }
  const label = sure ? `确认提 ¥${priceText(amountFen ?? 0)}` : '下一步'
  return (
    <Sheet
      title="申请提现"
      open={open}
      onClose={onClose}
      footer={<Btn size="large" label={label} busy={busy} disabled={problem !== null} onPress={() => void send()} />}
    >
      <View className="t14 ink-2">{`可提 ¥${priceText(mine.figures.dueFen)}`}</View>
      <View className="top12">
        <Field label="提现金额" placeholder="多少元" max={DIGITS_MAX} keys="digit" value={typed} onChange={change} />
      </View>
      {problem === null ? null : <View className="t12 ink-2 top8">{problem}</View>}
      {sure ? (
        <View className="t14 top12">
          {`向店里申请 ¥${priceText(amountFen ?? 0)}。店里看过后线下转给你，不会自动到账；没办完之前不能再提。`}
        </View>
      ) : null}
      {failure ? <View className="t12 ink-danger top8">{failure.detail}</View> : null}
    </Sheet>
  )
}
