import type { Day } from '@huitou/shared/kit/day'
import type { InboxMessage } from '@huitou/shared/notify/contract'
import { View } from '@tarojs/components'
import { openPath } from '../../kit/navigate'
import { sayOpened } from '../../features/notify/opened'
import { momentText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './message-row.scss'

type MessageRowProps = { message: InboxMessage; today: Day }

const Inside = ({ message: { title, text, at, read, page }, today }: MessageRowProps) => (
  <View className="row gap12">
    <View className="grow">
      <View className="row gap8">
        <View className="t15">{title}</View>
        {read ? null : <Chip text="新" tone="brand" />}
      </View>
      <View className="t14 ink-2 top4 message-words">{text}</View>
      <View className="t12 ink-3 top4">{momentText(at, today)}</View>
    </View>
    {page === null ? null : <Icon name="right" size={16} bold />}
  </View>
)

/** One thing that the member was told; with a page behind it the whole row opens it. */
export const MessageRow = (props: MessageRowProps) => {
  const { id, title, text, page, read } = props.message
  if (page === null)
    return (
      <View className="message-row">
        <Inside {...props} />
      </View>
    )
  return (
    <Press
      className="message-row"
      label={`${read ? '' : '新消息，'}${title}，${text}`}
      dim
      onPress={() => {
        sayOpened(id)
        void openPath(page)
      }}
    >
      <Inside {...props} />
    </Press>
  )
}
