import type { SlipCard } from '@huitou/shared/purchase/bill-contract'
import { pointsText } from '../../kit/number'

type Slip = Pick<SlipCard, 'state' | 'isMine' | 'earn'>

/** What somebody who scanned a receipt is told first. */
export function slipTitle({ state, isMine, earn }: Slip): string {
  if (state === 'open')
    return earn.points > 0 ? `这张小票有 ${pointsText(earn.points)} 积分等你领` : '把这笔消费记到名下'
  if (state === 'claimed') return isMine ? '这张小票你已经领过了' : '这张小票已经被领走了'
  return state === 'over' ? '这张小票过了领取时间' : '这张小票店里撤销了'
}

/** What can be done now. */
export function slipText({ state, isMine }: Slip): string {
  if (state === 'open') return '一张小票只能领一次，记在先领的人名下'
  if (state === 'claimed') return isMine ? '积分已经在你的账户里' : '每张小票只能领一次。不是你领的，请拿小票问问店员'
  return '积分没有动。请拿小票问问店员，下次结账前出示会员码就不用领了'
}

/** What the button says: joining and claiming are one step for who is no member yet. */
export const claimLabel = ({ earn }: Pick<SlipCard, 'earn'>, isMember: boolean) => {
  const what = earn.points > 0 ? `领 ${pointsText(earn.points)} 积分` : '记到名下'
  return isMember ? what : `加入会员并${what}`
}
