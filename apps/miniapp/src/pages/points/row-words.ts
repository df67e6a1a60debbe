import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { pointsText } from '../../kit/number'
import type { IconName } from '../../ui/icon/names'

type Kind = PointsHistoryRow['kind']

export const ICON_OF: Record<Kind, IconName> = {
  earn: 'points',
  spend: 'bag',
  return: 'undo',
  expire: 'clock',
  adjust: 'pencil',
  clawback: 'undo',
}

/** What has become of the points of a row, in two or three words. */
export const STATE_OF: Record<Kind, string> = {
  earn: '已到账',
  spend: '已用掉',
  return: '已退回',
  expire: '已过期',
  adjust: '已调整',
  clawback: '已扣回',
}

/** +65 or −500, with a real minus sign. */
export const signedPoints = (points: number) => `${points < 0 ? '−' : '+'}${pointsText(Math.abs(points))}`
