import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import type { ShelfCard } from '@huitou/shared/mall/schema'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { FilterChip } from '../../ui/block/chip'
import { GoodsCard } from '../../ui/coupon/goods-card'
import { StatePage } from '../../ui/state/state-page'
import { Cover } from './cover'
import { flagOf, shelfNote } from './shelf-words'
import './shelf.scss'

type Shelf = Output<'mall.shelf'>
type ShelfProps = { shelf: Shelf; today: Day; onLook: (card: ShelfCard) => void }

const ALL = null

const Categories = ({
  shelf: { categories },
  chosen,
  onChoose,
}: {
  shelf: Shelf
  chosen: string | null
  onChoose: (id: string | null) => void
}) =>
  categories.length === 0 ? null : (
    <View className="row wrap gap8 shelf-categories" role="list">
      <FilterChip text="全部" on={chosen === ALL} onPress={() => onChoose(ALL)} />
      {categories.map(({ id, name }) => (
        <FilterChip key={id} text={name} on={chosen === id} onPress={() => onChoose(id)} />
      ))}
    </View>
  )

/** What points can be exchanged for, by category, in the shop's order. */
export const ShelfList = ({ shelf, today, onLook }: ShelfProps) => {
  const [chosen, setChosen] = useState<string | null>(ALL)
  const cards = shelf.items.filter((card) => chosen === ALL || card.categoryId === chosen)
  return (
    <View>
      <Categories shelf={shelf} chosen={chosen} onChoose={setChosen} />
      {cards.length === 0 ? (
        <StatePage art="list" title="这一类还在上新" text="看看别的，积分先攒着" />
      ) : (
        <View className="goods-list">
          {cards.map((card) => (
            <GoodsCard
              key={card.id}
              name={card.name}
              points={card.points}
              cashFen={card.cashFen}
              note={shelfNote(card, today)}
              flag={flagOf(card)}
              picture={<Cover of={card} className="goods-picture" />}
              onPress={() => onLook(card)}
            />
          ))}
        </View>
      )}
    </View>
  )
}
