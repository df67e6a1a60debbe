import type { Day } from '@huitou/shared/kit/day'
import { Card } from '../../ui/block/card'
import { MonthCalendar } from '../../ui/checkin/month-calendar'
import { FailurePage } from '../../features/asked/failure-page'
import type { useMonth } from './use-month'

export const CalendarCard = ({
  month: { month, calendar, go, canGo },
  today,
}: {
  month: ReturnType<typeof useMonth>
  today: Day
}) => (
  <Card>
    {calendar.data === null && calendar.failure ? (
      <FailurePage
        title="日历没有打开"
        failure={calendar.failure}
        busy={calendar.reloading}
        onRetry={() => void calendar.reload()}
      />
    ) : (
      <MonthCalendar month={month} today={today} days={calendar.data?.days ?? []} onMonth={go} canGo={canGo} />
    )}
  </Card>
)
