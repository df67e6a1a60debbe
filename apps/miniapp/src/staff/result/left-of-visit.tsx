import { CustomWrapper, View } from '@tarojs/components'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'

type Props = { endsAt: string; what?: string }

const Ticking = ({ endsAt, what = '扫码' }: Props) => {
  const leftMs = useLeft(endsAt)
  return <View>{leftMs > 0 ? `这次${what}有效，还剩 ${countdownText(leftMs)}` : `这次${what}过时了，请重新来`}</View>
}

/** How long this visit may be acted on. The wrapper keeps each second from sending the whole page's data. */
export const LeftOfVisit = (props: Props) => (
  <CustomWrapper>
    <Ticking {...props} />
  </CustomWrapper>
)
