import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { openPage, replacePage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'
import type { Landing } from './use-landing'

type Opens = NonNullable<Landing['opens']>

const WORDS: Record<Opens['page'], { title: string; text: string; button: string }> = {
  gathering: { title: '这次活动', text: '什么时候、在哪儿、还有没有位子', button: '看看这次活动' },
  group: { title: '店里的微信群', text: '上新和活动，群里先知道', button: '看看怎么进群' },
}

/** The scan is told by now, so the page is opened without its code: telling it again would count it twice. */
const goTo = ({ page, id }: Opens, go: typeof openPage | typeof replacePage) =>
  page === 'gathering' ? go('gathering/show/index', { gatheringId: id }) : go('invite/group/index', { pageId: id })

/** A code that leads on and gives this person nothing here leads there at once. Answers whether it does. */
export const useOpening = (landing: Landing | null, stays: boolean) => {
  const opens = landing !== null && landing.offer === null && !stays ? landing.opens : null
  useEffect(() => {
    if (opens) void goTo(opens, replacePage)
  }, [opens])
  return opens !== null
}

/** Where the code leads besides what it gives here. */
export const OpensCard = ({ opens }: Pick<Landing, 'opens'>) => {
  if (opens === null) return null
  const { title, text, button } = WORDS[opens.page]
  return (
    <Card title={title}>
      <View className="t14 ink-2 top4">{text}</View>
      <Btn className="top12" kind="soft" label={button} onPress={() => void goTo(opens, openPage)} />
    </Card>
  )
}
