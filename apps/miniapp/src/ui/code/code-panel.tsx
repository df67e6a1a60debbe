import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'
import { barcodeModulePx, drawBarcode, drawQr, type Drawing } from './draw'
import './code-panel.scss'

type CodePanelProps = {
  /** What stands in the QR code; null while the first one is on its way. */
  code: string | null
  digits: string | null
  secondsLeft: number
  lifeSeconds: number
  /** What it is, for a screen reader: "会员码" or "券码". The digits are not read out one by one. */
  name: string
  /** How wide the panel is, in px. */
  roomPx: number
  qrMaxPx: number
  refreshing: boolean
  onRefresh: () => void
}

const BAR_HEIGHT_PX = 68

const Picture = ({ drawing, name }: { drawing: Drawing; name: string }) => (
  <View
    className="code-picture"
    role="img"
    aria-label={name}
    style={{
      backgroundImage: `url("${drawing.uri}")`,
      width: `${drawing.width}px`,
      height: `${drawing.height}px`,
    }}
  />
)

const spaced = (digits: string) => `${digits.slice(0, 4)} ${digits.slice(4)}`

const Ring = ({ secondsLeft, lifeSeconds }: { secondsLeft: number; lifeSeconds: number }) => {
  const degrees = Math.round((Math.max(0, secondsLeft) / Math.max(1, lifeSeconds)) * 360)
  return (
    <View
      className="code-ring"
      style={{ backgroundImage: `conic-gradient(var(--code-ring) ${degrees}deg, var(--code-track) 0)` }}
      aria-hidden
    >
      <Text className="code-seconds">{Math.max(0, secondsLeft)}</Text>
    </View>
  )
}

/**
 * Barcode, QR code and the digits to type. The barcode carries the digits: they are short enough for bars that a scanner gun reads from a
 * phone, the signed code is not. Black on pure white in every theme.
 */
export const CodePanel = ({
  code,
  digits,
  secondsLeft,
  lifeSeconds,
  name,
  roomPx,
  qrMaxPx,
  refreshing,
  onRefresh,
}: CodePanelProps) => {
  if (code === null || digits === null)
    return <View className="code-panel code-waiting" role="alert" aria-label={`正在取${name}`} />
  const bars = drawBarcode(digits, barcodeModulePx(digits, roomPx), BAR_HEIGHT_PX)
  return (
    <View className="code-panel">
      <View key={code} className="code-pictures">
        <Picture drawing={bars} name={`${name}条码`} />
        <View className="code-gap" />
        <Picture drawing={drawQr(code, qrMaxPx)} name={`${name}，${secondsLeft} 秒后更新`} />
      </View>
      <View className="row middle gap12 top16">
        <View className="center" aria-hidden>
          <View className="t12 code-quiet">口令</View>
          <View className="num n34 code-digits">{spaced(digits)}</View>
        </View>
        <Ring secondsLeft={secondsLeft} lifeSeconds={lifeSeconds} />
      </View>
      <Press className="code-refresh t12" label="现在换一个新码" disabled={refreshing} dim onPress={onRefresh}>
        <Icon name="refresh" size={16} bold />
        <Text>{`${Math.max(0, secondsLeft)} 秒后自动换新，点这里现在就换`}</Text>
      </Press>
    </View>
  )
}
