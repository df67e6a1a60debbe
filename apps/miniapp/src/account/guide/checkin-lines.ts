import type { Output } from '@huitou/shared/api'

type Status = Pick<Output<'checkin.status'>, 'todayReward' | 'ladder' | 'cumulative' | 'visit' | 'makeUp'>
type Line = { title: string; text: string }
type Gift = { points: number; couponName: string | null }

const giftText = ({ points, couponName }: Gift) =>
  [points > 0 ? `${points} 积分` : null, couponName].filter((part) => part !== null).join('和')

const list = (parts: readonly string[]) => parts.join('，')

/** What checking in gives, in a few sentences: today, in a row, in this round, in the store, and what was missed. */
export function checkinLines({ todayReward, ladder, cumulative, visit, makeUp }: Status): Line[] {
  const lines: Line[] = [{ title: '每天签到', text: `今天签到得 ${giftText(todayReward)}` }]
  if (ladder.length > 0)
    lines.push({ title: '连着签', text: list(ladder.map((step) => `第 ${step.streakDays} 天再得 ${giftText(step)}`)) })
  if (cumulative && cumulative.steps.length > 0)
    lines.push({
      title: '一期里签满',
      text: list(cumulative.steps.map((step) => `签满 ${step.count} 次得 ${giftText(step)}`)),
    })
  if (visit.points > 0)
    lines.push({
      title: '到店签到',
      text: `扫店里的签到码再得 ${visit.points} 积分，${visit.per === 'store' ? '每家店每天一次' : '每天一次'}`,
    })
  if (makeUp)
    lines.push({
      title: '漏了可以补',
      text: `本期还能补 ${makeUp.left} 次，下一次${makeUp.points === 0 ? '免费' : `要 ${makeUp.points} 积分`}`,
    })
  return lines
}
