import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Btn } from '../../ui/press/btn'
import type { Poster } from './paint-poster'
import './poster.scss'

type Props = { poster: Poster; src: string; onLost: () => void }

/** For a phone that cannot draw: the server's picture has the code and no words, so they stand round it, to be copied. */
export const PlainPoster = ({ poster: { inviter, brand, words, foot }, src, onLost }: Props) => (
  <View className="center">
    <View className="t14 ink-2">{inviter} 请你来</View>
    <View className="t22 top4">{brand}</View>
    <View className="t15 bold ink-brand top4">{words}</View>
    <Image className="poster-plain" src={src} showMenuByLongpress aria-label="小程序码图片" onError={onLost} />
    <View className="t14 ink-2">微信扫一扫，加入会员</View>
    <View className="t12 ink-3 top4">{foot}</View>
    <View className="t12 ink-3 top12">这台手机画不出带字的海报，图里只有码。可以把上面的话复制了一起发</View>
    <Btn
      className="top8"
      kind="soft"
      size="small"
      label="复制文案"
      onPress={() => void Taro.setClipboardData({ data: `${inviter} 请你来${brand}，${words}` })}
    />
  </View>
)
