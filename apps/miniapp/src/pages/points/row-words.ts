import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { pointsText } from '../../kit/number'
import type { IconName } from '../../ui/icon/names'

type Kind = PointsHistoryRow['kind']
type Act = PointsHistoryRow['act']

export const ICON_OF: Record<Kind, IconName> = {
  earn: 'points',
  spend: 'bag',
  return: 'undo',
  expire: 'clock',
  adjust: 'pencil',
  clawback: 'undo',
}

const STATE_OF: Record<Act, string> = {
  earn: '已到账',
  spend: '已用掉',
  return: '已退回',
  expire: '已过期',
  adjust: '已调整',
  clawback: '已扣回',
  hold: '使用中',
  capture: '已用掉',
  release: '已放回',
  activate: '已到账',
  cancel: '已取消',
  opening: '已转入',
  transfer_out: '已转出',
  transfer_in: '已转入',
}

/** What has become of the points of a row, in two or three words. An earning that brings nothing yet is on its way, or was cut away. */
export const stateOf = ({ act, points, granted }: Pick<PointsHistoryRow, 'act' | 'points' | 'granted'>) => {
  if (act === 'earn' && points === 0) return granted > 0 ? '在路上' : '到上限了'
  return STATE_OF[act]
}

/** +65 or −500, with a real minus sign; 0 has none. */
export const signedPoints = (points: number) =>
  points === 0 ? '0' : `${points < 0 ? '−' : '+'}${pointsText(Math.abs(points))}`
