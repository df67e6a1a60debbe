import type { StaffCard } from '@huitou/shared/staff/contract'
import { openPage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

const ROLE = { clerk: '店员', manager: '店长', owner: '老板' } as const

/** The way behind the counter, for those who work there. */
export const StaffRow = ({ staff: { role, stores } }: { staff: StaffCard }) => (
  <Card className="card-flat">
    <RowItem
      icon="store"
      title="店员工作台"
      note={`${ROLE[role]} · ${stores.map(({ name }) => name).join('、')}`}
      onPress={() => void openPage('staff/workbench/index')}
    />
  </Card>
)
