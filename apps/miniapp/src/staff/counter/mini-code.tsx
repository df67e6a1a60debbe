import { Image, View } from '@tarojs/components'
import './mini-code.scss'

/** A mini program code as WeChat draws it: square, to be scanned from this screen. */
export const MiniCode = ({ image, name }: { image: string; name: string }) => (
  <View className="mini-code" role="img" aria-label={name}>
    <Image className="mini-code-picture" src={image} mode="scaleToFill" />
  </View>
)
