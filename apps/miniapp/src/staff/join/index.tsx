import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { goBack, replacePage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { DrawnCode } from '../counter/drawn-code'
import { StaffOnly } from '../counter/staff-only'

export default function JoinPage() {
  const { storeId = '' } = useParams('staff/join/index')
  return <StaffOnly title="请客人入会">{({ name }) => <Join storeId={storeId} name={name} />}</StaffOnly>
}

const Footer = () => (
  <Btn
    label="连这一单的积分一起给"
    kind="soft"
    size="counter"
    icon="receipt"
    onPress={() => void replacePage('staff/slip/index')}
  />
)

/** After a sale to who is no member yet: the code, and what to say beside it. */
const Join = ({ storeId, name }: { storeId: string; name: string }) => (
  <Page title="请客人入会" footer={<Footer />}>
    <Card className="center">
      <View className="t17">顾客还不是会员？请扫码</View>
      <PayCode storeId={storeId} />
      <View className="t14 ink-2 top8">{name} 的码，入会算你和本店带来的</View>
    </Card>
    <Line storeId={storeId} />
    <View className="top12">
      <Note icon="info">这一单要给客人记积分，开一张小票码：客人扫了入会，积分一起到账。</Note>
    </View>
    <View className="top12">
      <Btn label="回工作台" kind="line" size="medium" onPress={() => void goBack()} />
    </View>
  </Page>
)

const PayCode = ({ storeId }: { storeId: string }) => {
  const { busy, failure, run } = useSend('channel.payCode')
  const draw = useCallback(() => run({ storeId }), [run, storeId])
  return <DrawnCode name="请客人入会的小程序码" {...{ busy, failure, draw }} />
}

/** The code is what counts: without the line the page is still of use. */
const Line = ({ storeId }: { storeId: string }) => {
  const { data } = useAsk('attribution.payLine', { storeId })
  if (!data) return null
  return (
    <Card className="top12" title="可以这样说">
      <View className="t15 top8">{data.line}</View>
    </Card>
  )
}
