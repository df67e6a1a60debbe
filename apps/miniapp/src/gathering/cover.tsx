import type { GatheringCard } from '@huitou/shared/gathering/contract'
import { Image, View } from '@tarojs/components'
import { Icon } from '../ui/icon/icon'
import { kindIcon } from './words'
import './cover.scss'

type CoverProps = {
  of: Pick<GatheringCard, 'kind' | 'title' | 'cover'>
  className: string
  /** As wide as the screen. */
  large?: boolean
}

/** The picture of a gathering; a plate with the sign of its kind where the shop has uploaded none. */
export const GatheringCover = ({ of: { kind, title, cover }, className, large = false }: CoverProps) =>
  cover === null ? (
    <View className={`gathering-plate ${className}`} aria-hidden>
      <Icon name={kindIcon(kind)} size={large ? 64 : 28} />
    </View>
  ) : (
    <Image
      className={className}
      src={`${API_BASE}${large ? cover.url : cover.small}`}
      mode="aspectFill"
      lazyLoad
      ariaLabel={title}
    />
  )
