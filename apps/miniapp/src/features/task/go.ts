import type { GoalKind } from '@huitou/shared/task/schema'
import { openPage } from '../../kit/navigate'
import type { IconName } from '../../ui/icon/names'
import { openPoints } from '../points/tab'

type Way = { icon: IconName; label: string; go: () => Promise<void> }

const atCounter = () => openPage('pages/code/index')

/** Where each goal is gone about, and what the button there says. What has no page yet has no button. */
const WAYS: Record<GoalKind, Way | { icon: IconName }> = {
  checkin: { icon: 'calendar', label: '去签到', go: () => openPage('pages/checkin/index') },
  visit: { icon: 'pin', label: '去扫码', go: () => openPage('pages/checkin/index') },
  profile: { icon: 'pencil', label: '去填写', go: () => openPage('account/profile/index') },
  first_purchase: { icon: 'store', label: '会员码', go: atCounter },
  purchase: { icon: 'bag', label: '会员码', go: atCounter },
  spend: { icon: 'bag', label: '会员码', go: atCounter },
  groupbuy: { icon: 'cake', label: '去拼团', go: () => openPage('groupbuy/list/index') },
  gathering: { icon: 'pin', label: '去报名', go: () => openPage('gathering/list/index') },
  mall: { icon: 'gift', label: '去兑换', go: () => openPoints('mall') },
  coupon: { icon: 'ticket', label: '去用券', go: () => openPage('pages/coupons/index') },
  review: { icon: 'chat', label: '去评价', go: () => openPage('account/purchases/index') },
  survey: { icon: 'pencil', label: '去答题', go: () => openPage('account/surveys/index') },
  invite: { icon: 'user' },
}

export const wayOf = (kind: GoalKind) => WAYS[kind]
