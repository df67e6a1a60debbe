import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'

/** Where to go. Stays away when it could not be read: nothing on the page depends on it. */
export const StoreList = () => {
  const { data } = useAsk('store.list', {})
  if (data === null || data.stores.length === 0) return null
  return (
    <Card title="来店里坐坐" className="card-rows">
      {data.stores.map(({ id, name, address, hours, openNow }) => (
        <RowItem
          key={id}
          icon="store"
          title={name}
          note={`${address} · ${hours}`}
          end={<Chip text={openNow ? '营业中' : '休息中'} tone={openNow ? 'ok' : 'plain'} />}
        />
      ))}
    </Card>
  )
}
