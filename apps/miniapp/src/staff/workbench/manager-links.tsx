import type { StaffCard } from '@huitou/shared/staff/contract'
import { openPage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

/** What is done once a day, or by who runs the store. */
export const ManagerLinks = ({ staff, storeId }: { staff: StaffCard; storeId: string | null }) => (
  <Card className="top12">
    {storeId === null ? null : (
      <RowItem
        icon="clock"
        title="交班"
        note="这一班做了多少，交给下一位"
        onPress={() => void openPage('staff/shift/index', { storeId })}
      />
    )}
    {storeId === null ? null : (
      <RowItem
        icon="gift"
        title="我的拉新码"
        note="请客人扫一扫入会，算你带来的"
        onPress={() => void openPage('staff/enrol/index', { storeId })}
      />
    )}
    {staff.role === 'clerk' ? null : (
      <RowItem
        icon="user"
        title="店员"
        note="看谁在岗，邀请新人，停用离职的"
        onPress={() => void openPage('staff/team/index')}
      />
    )}
    {staff.role === 'clerk' || storeId === null ? null : <ReviewsLink storeId={storeId} />}
    {staff.role === 'clerk' || storeId === null ? null : (
      <RowItem
        icon="calendar"
        title="门店数据"
        note="码带来多少会员，进店转化，待办做得准不准时"
        onPress={() => void openPage('staff/report/index', { storeId })}
      />
    )}
    {staff.role === 'clerk' || storeId === null ? null : (
      <RowItem
        icon="qr"
        title="本店的小程序码"
        note="看每个码带来多少会员，新建和打印"
        onPress={() => void openPage('staff/codes/index', { storeId })}
      />
    )}
  </Card>
)

const ReviewsLink = ({ storeId }: { storeId: string }) => (
  <RowItem
    icon="chat"
    title="客人的评价"
    note="看客人怎么说，打分低的先回复"
    onPress={() => void openPage('staff/reviews/index', { storeId })}
  />
)
