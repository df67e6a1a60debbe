import type { Handlers } from '#server/platform/http/call'
import { checkInOrders } from './checkin-orders'

export const insightRoutes = {
  'insight.checkinOrders': (read, { input }) => checkInOrders(read, input.month),
} satisfies Partial<Handlers>
