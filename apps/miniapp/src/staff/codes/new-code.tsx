import type { CodeKind } from '@huitou/shared/channel/schema'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSend } from '../../kit/use-send'
import { FilterChip } from '../../ui/block/chip'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { FailureNote } from '../counter/failure-note'
import { Field } from '../../ui/field/field'
import { KIND_WORDS } from './kind-words'
import { OfferChoice } from './offer-choice'

type Kind = Exclude<CodeKind, 'parcel'>

const LABEL_MAX = 20
const BENEFIT_MAX = 40
const CHOICES: { kind: Kind; text: string; example: string }[] = [
  { kind: 'store', text: '门店', example: '比如 收银台' },
  { kind: 'table', text: '桌子', example: '比如 靠窗 4 号桌' },
  { kind: 'shelf', text: '货架', example: '比如 吐司架' },
  { kind: 'counter', text: '柜台', example: '比如 咖啡台' },
  { kind: 'standee', text: '领券立牌', example: '比如 门口立牌' },
  { kind: 'staff', text: '店员', example: '比如 小方' },
  { kind: 'field', text: '地推', example: '比如 地铁口小李' },
  { kind: 'material', text: '物料', example: '比如 外带杯套' },
  { kind: 'link', text: '文章链接', example: '比如 11 月探店视频' },
  { kind: 'event', text: '活动', example: '比如 新品试吃会' },
]

type Props = { storeId: string; open: boolean; onClose: () => void; onMade: () => void }

export const NewCode = ({ storeId, open, onClose, onMade }: Props) => {
  const [kind, setKind] = useState<Kind>('table')
  const [label, setLabel] = useState('')
  const [benefit, setBenefit] = useState('')
  const [templateId, setTemplateId] = useState<string | null>(null)
  const { busy, failure, run } = useSend('channel.createCode')
  const make = async () => {
    const offer = {
      ...(templateId === null ? {} : { templateId }),
      ...(benefit.trim() === '' ? {} : { benefit: benefit.trim() }),
    }
    if ((await run({ storeId, kind, label: label.trim(), ...offer })) === null) return
    setLabel('')
    setBenefit('')
    setTemplateId(null)
    onMade()
  }
  const example = CHOICES.find((one) => one.kind === kind)?.example ?? ''
  const incomplete = label.trim() === '' || (kind === 'standee' && templateId === null)
  return (
    <Sheet title="新建小程序码" open={open} onClose={onClose}>
      <View className="t14 ink-2">用在哪里</View>
      <View className="choices">
        {CHOICES.map((one) => (
          <FilterChip key={one.kind} text={one.text} on={one.kind === kind} onPress={() => setKind(one.kind)} />
        ))}
      </View>
      <View className="t12 ink-3 top4">{KIND_WORDS[kind]}</View>
      <View className="t14 ink-2 top16">怎么认它，会印在码下面</View>
      <View className="top4">
        <Field label="码的名称" placeholder={example} max={LABEL_MAX} value={label} onChange={setLabel} />
      </View>
      <OfferChoice must={kind === 'standee'} chosen={templateId} onPick={setTemplateId} />
      <View className="t14 ink-2 top16">入会前给客人看的一句话，可不填</View>
      <View className="top4">
        <Field
          label="给客人看的一句话"
          placeholder="比如 入会送购物袋"
          max={BENEFIT_MAX}
          value={benefit}
          onChange={setBenefit}
        />
      </View>
      <FailureNote failure={failure} />
      <View className="top16">
        <Btn label="新建" size="large" busy={busy} disabled={incomplete} onPress={() => void make()} />
      </View>
    </Sheet>
  )
}
