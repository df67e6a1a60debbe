import { useEffect } from 'react'
import { badgeMe } from '../../kit/tab-badge'
import { useAsk } from '../../kit/use-ask'

/** How many messages are unread, also at the tab 我的. For pages that are tabs. */
export const useUnread = () => {
  const { data } = useAsk('notify.unread', {})
  const unread = data?.unread ?? null
  useEffect(() => {
    if (unread !== null) badgeMe(unread)
  }, [unread])
  return unread ?? 0
}
