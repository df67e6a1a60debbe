import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { RowItem } from '../../ui/block/row-item'

/** Only while a page is on that invites into the shop's groups. */
export const GroupRow = () => {
  const page = useAsk('community.offer', {}).data?.page ?? null
  return page === null ? null : (
    <RowItem
      icon="chat"
      title="店里的微信群"
      note={page.lead}
      onPress={() => void openPage('invite/group/index', { pageId: page.pageId })}
    />
  )
}
