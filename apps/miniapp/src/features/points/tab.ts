import { create } from 'zustand'
import { openPage } from '../../kit/navigate'

export type PointsTab = 'history' | 'mall'

/** Which half of the points page shows. A tab page takes no parameters, so other pages set it here. */
export const usePointsTab = create<{ tab: PointsTab }>(() => ({ tab: 'history' }))

export const openPoints = (tab: PointsTab) => {
  usePointsTab.setState({ tab })
  return openPage('pages/points/index')
}
