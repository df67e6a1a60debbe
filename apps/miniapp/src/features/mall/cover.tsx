import type { ShelfCard } from '@huitou/shared/mall/schema'
import { Image } from '@tarojs/components'
import { GoodsPicture } from '../../ui/coupon/goods-card'

type CoverProps = {
  of: Pick<ShelfCard, 'name' | 'drawing' | 'cover'>
  className: string
  /** The large size, for a picture as wide as the screen. */
  large?: boolean
}

/** A photograph where the shop has uploaded one, else the drawing. */
export const Cover = ({ of: { name, drawing, cover }, className, large = false }: CoverProps) =>
  cover === null ? (
    <GoodsPicture picture={drawing} className={className} />
  ) : (
    <Image
      className={`cover ${className}`}
      src={`${API_BASE}${large ? cover.url : cover.small}`}
      mode="aspectFill"
      lazyLoad
      ariaLabel={name}
    />
  )
