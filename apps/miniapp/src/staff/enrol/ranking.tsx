import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AgainRow } from '../../features/asked/again-row'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Field } from '../../ui/field/field'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'

type Row = Output<'attribution.ranking'>['rows'][number]

const noteOf = ({ today, target }: Row) =>
  target === 0 ? `今天 ${today.joins} 位，没定目标` : `今天 ${today.joins} 位，目标每天 ${target} 位`

/** Who of the store brought most this month; the manager sets each a target. */
export const Ranking = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('attribution.ranking', { storeId })
  const { data, reload } = asked
  const [chosen, setChosen] = useState<Row | null>(null)
  if (!data && asked.failure)
    return (
      <Card className="top12" title="本店拉新排行（本月）">
        <AgainRow what="排行" asked={asked} />
      </Card>
    )
  if (!data || data.rows.length === 0) return null
  return (
    <Card className="top12" title="本店拉新排行（本月）">
      {data.rows.map((row) => (
        <RowItem
          key={row.staffId}
          icon="user"
          tone="plain"
          title={row.name}
          note={noteOf(row)}
          end={`${row.month.joins} 位`}
          onPress={() => setChosen(row)}
        />
      ))}
      <TargetSheet
        key={chosen?.staffId ?? ''}
        row={chosen}
        onClose={() => setChosen(null)}
        onSet={() => {
          setChosen(null)
          void reload()
        }}
      />
    </Card>
  )
}

const TargetSheet = ({ row, onClose, onSet }: { row: Row | null; onClose: () => void; onSet: () => void }) => {
  const [typed, setTyped] = useState(row && row.target > 0 ? String(row.target) : '')
  const { busy, failure, run } = useSend('channel.setTarget')
  const daily = Number(typed === '' ? '0' : typed)
  const set = async () => {
    if (row && (await run({ staffId: row.staffId, daily }))) onSet()
  }
  return (
    <Sheet title={`${row?.name ?? ''} 每天的目标`} open={row !== null} onClose={onClose}>
      <View className="t14 ink-2">每天带来几位新会员，不填就是不定目标</View>
      <View className="top8">
        <Field label="每天的目标" placeholder="比如 5" max={3} keys="number" value={typed} onChange={setTyped} />
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn
          label="定下来"
          size="large"
          busy={busy}
          disabled={!(daily >= 0 && daily <= 500)}
          onPress={() => void set()}
        />
      </View>
    </Sheet>
  )
}
