import type { IncomingMessage, Server } from 'node:http'
import Koa from 'koa'
import helmet from 'koa-helmet'
import { adminRoutes } from './domains/admin/routes'
import { operatorOf } from './domains/admin/sessions'
import { attributionHandlers } from './domains/attribution/handlers'
import { attributionRoutes } from './domains/attribution/routes'
import { channelBatchDoor } from './domains/channel/batch/export-door'
import { channelConsoleRoutes } from './domains/channel/console/routes'
import { channelHandlers } from './domains/channel/handlers'
import { sheetDoor } from './domains/channel/print-sheet'
import { channelRoutes } from './domains/channel/routes'
import { checkinRoutes } from './domains/checkin/routes'
import { communityRoutes } from './domains/community/routes'
import { counterCheckoutRoutes } from './domains/counter/checkout/routes'
import { counterDayRoutes } from './domains/counter/day/routes'
import { counterRoutes } from './domains/counter/routes'
import { codesDoor } from './domains/coupon/code/export-door'
import { couponCodeRoutes } from './domains/coupon/code/routes'
import { couponGiftRoutes } from './domains/coupon/gift/routes'
import { couponGrantRoutes } from './domains/coupon/grant/routes'
import { couponRoutes } from './domains/coupon/routes'
import { couponTemplateRoutes } from './domains/coupon/template/routes'
import { dialogueHandlers } from './domains/dialogue/handlers'
import { createReplier } from './domains/dialogue/reply/replier'
import { dialogueRoutes } from './domains/dialogue/routes'
import { earningHandlers } from './domains/earning/handlers'
import { earningRoutes } from './domains/earning/routes'
import { gatheringGuestsDoor } from './domains/gathering/export-door'
import { gatheringRoutes } from './domains/gathering/routes'
import { groupbuyHandlers } from './domains/groupbuy/handlers'
import { groupbuyRoutes } from './domains/groupbuy/routes'
import { insightRoutes } from './domains/insight/routes'
import { integrationHandlers } from './domains/integration/handlers'
import { integratorOf } from './domains/integration/key/integrator'
import { openRoutes } from './domains/integration/open/routes'
import { integrationRoutes } from './domains/integration/routes'
import { joiningRoutes } from './domains/joining/routes'
import { mallHandlers } from './domains/mall/handlers'
import { mallConsoleRoutes } from './domains/mall/console/routes'
import { mallRoutes } from './domains/mall/routes'
import { pictureDoor } from './domains/media/picture-door'
import { mediaRoutes } from './domains/media/routes'
import { takeOverEnrolled } from './domains/merging/take-over'
import { journeyHandlers } from './domains/journey/handlers'
import { journeyRoutes } from './domains/journey/routes'
import { memberIdsOf } from './domains/member/member-of'
import { memberRoutes } from './domains/member/routes'
import { tagRoutes } from './domains/member/tag/routes'
import { paymentConsoleRoutes } from './domains/payment/console/routes'
import { paymentHandlers } from './domains/payment/handlers'
import { payNotifyDoor } from './domains/payment/notice/notify-door'
import { paymentRoutes } from './domains/payment/routes'
import { notifyHandlers } from './domains/notify/handlers'
import { notifyRoutes } from './domains/notify/routes'
import { pointsConsoleRoutes } from './domains/points/console/routes'
import { ledgerWarning, watchLedger } from './domains/points/check/watch'
import { ledgerDoor } from './domains/points/report/export-door'
import { pointsRoutes } from './domains/points/routes'
import { privacyRoutes } from './domains/privacy/routes'
import { purchaseRoutes } from './domains/purchase/routes'
import { distributionHandlers } from './domains/distribution/handlers'
import { distributionRoutes } from './domains/distribution/routes'
import { referralHandlers } from './domains/referral/handlers'
import { posterDoor } from './domains/referral/poster/door'
import { referralRoutes } from './domains/referral/routes'
import { activeStaffOf } from './domains/staff/queries'
import { reviewHandlers } from './domains/review/handlers'
import { reviewRoutes } from './domains/review/routes'
import { staffRoutes } from './domains/staff/routes'
import { storeRoutes } from './domains/store/routes'
import { surveyAnswersDoor } from './domains/survey/results/export-door'
import { surveyRoutes } from './domains/survey/routes'
import { taskHandlers } from './domains/task/handlers'
import { taskRoutes } from './domains/task/routes'
import { tierHandlers } from './domains/tier/handlers'
import { tierRoutes } from './domains/tier/routes'
import { worklistRoutes } from './domains/worklist/routes'
import {
  channelNeighbours,
  couponNeighbours,
  earningNeighbours,
  mediaNeighbours,
  privacyNeighbours,
} from './neighbours'
import { apiDoor } from './platform/http/api-door'
import type { Handlers } from './platform/http/call'
import { createEndpoint } from './platform/http/endpoint'
import { gathered } from './platform/http/gather'
import type { Metrics } from './platform/http/metrics'
import { databaseReady, operatorDoors } from './platform/http/operator-doors'
import { answerProblems } from './platform/http/problem'
import type { RateLimits } from './platform/http/rate-limit'
import { logRequests } from './platform/http/request-log'
import type { Platform } from './platform/platform'
import { Refused } from './platform/refused'
import { sessionRoutes } from './platform/session/routes'
import { pushDoor } from './platform/wechat-push/door'

/** A door per contract; a contract without one does not compile. */
const handlersFor = (platform: Platform): Handlers => ({
  ...sessionRoutes(platform),
  ...adminRoutes(platform),
  ...storeRoutes,
  ...joiningRoutes(platform),
  ...memberRoutes(platform, takeOverEnrolled),
  ...tagRoutes,
  ...paymentRoutes(platform),
  ...paymentConsoleRoutes(platform),
  ...pointsRoutes,
  ...pointsConsoleRoutes(platform),
  ...tierRoutes,
  ...earningRoutes(earningNeighbours),
  ...purchaseRoutes(earningNeighbours),
  ...checkinRoutes(platform),
  ...couponRoutes(platform, couponNeighbours),
  ...couponTemplateRoutes,
  ...couponGiftRoutes,
  ...couponCodeRoutes(platform),
  ...couponGrantRoutes(platform),
  ...mallRoutes(platform),
  ...mallConsoleRoutes(platform),
  ...mediaRoutes(mediaNeighbours),
  ...staffRoutes(platform),
  ...channelRoutes(platform, channelNeighbours),
  ...channelConsoleRoutes(platform, channelNeighbours),
  ...attributionRoutes,
  ...counterRoutes(platform),
  ...counterDayRoutes,
  ...counterCheckoutRoutes(platform),
  ...gatheringRoutes(platform),
  ...reviewRoutes(platform),
  ...surveyRoutes(platform),
  ...groupbuyRoutes(platform),
  ...referralRoutes(platform),
  ...distributionRoutes(platform),
  ...taskRoutes,
  ...worklistRoutes,
  ...communityRoutes(platform),
  ...journeyRoutes,
  ...privacyRoutes(platform, privacyNeighbours),
  ...insightRoutes,
  ...integrationRoutes(platform),
  ...openRoutes(platform),
  ...dialogueRoutes(platform),
  ...notifyRoutes,
})

export const eventHandlers = [
  ...channelHandlers,
  ...attributionHandlers,
  ...paymentHandlers,
  ...tierHandlers,
  ...earningHandlers,
  ...mallHandlers,
  ...groupbuyHandlers,
  ...referralHandlers,
  ...reviewHandlers,
  ...distributionHandlers,
  ...taskHandlers,
  ...journeyHandlers,
  ...integrationHandlers,
  ...dialogueHandlers,
  ...notifyHandlers,
]

type Parts = {
  platform: Platform
  metrics: Metrics
  limits: RateLimits
  stopping: () => boolean
  addDoors: (app: Koa) => void
}

/** The try-it page shows the mini program in frames of its own origin; nothing else may frame it. */
const securityHeaders = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      // The preview's tab bar is made of links to `javascript:;`; that text, and nothing else, may be run from a page.
      scriptSrc: ["'self'", "'unsafe-hashes'", "'sha256-lfXlPY3+MCPOPb4mrw1Y961+745U3WlDQVcOXdchSQc='"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      frameAncestors: ["'self'"],
      upgradeInsecureRequests: null,
    },
  },
  frameguard: { action: 'sameorigin' },
})

export function buildApp({ platform, metrics, limits, stopping, addDoors }: Parts): Koa {
  const app = new Koa({ proxy: platform.settings.PROXIES > 0, maxIpsCount: platform.settings.PROXIES })
  const endpoint = createEndpoint(platform, handlersFor(platform), {
    memberIdOf: gathered((userIds) => memberIdsOf(platform.db.manager, userIds)),
    staffOf: activeStaffOf,
    operatorOf,
    integratorOf: (signed, now) => integratorOf(platform.db.manager, platform.vault, signed, now),
  })
  watchLedger(platform, metrics.registry)
  app.use(logRequests(platform.log, metrics))
  app.use(answerProblems)
  app.use(securityHeaders)
  app.use(apiDoor(endpoint, limits))
  app.use(
    operatorDoors(platform, metrics, {
      checks: [databaseReady(platform)],
      warnings: [ledgerWarning(platform)],
      stopping,
    }),
  )
  app.use(sheetDoor(platform, limits))
  app.use(posterDoor(platform, limits))
  app.use(ledgerDoor(platform, { people: { operatorOf }, limits }))
  app.use(codesDoor(platform, { people: { operatorOf }, limits }))
  app.use(channelBatchDoor(platform, { people: { operatorOf }, limits }))
  app.use(gatheringGuestsDoor(platform, { people: { operatorOf }, limits }))
  app.use(surveyAnswersDoor(platform, { people: { operatorOf }, limits }))
  app.use(pictureDoor(platform, { people: { operatorOf }, limits }))
  app.use(payNotifyDoor(platform))
  app.use(pushDoor(platform, createReplier(platform, couponNeighbours)))
  addDoors(app)
  app.use(() => {
    throw new Refused('not_found')
  })
  // Whatever reaches Koa itself was not answered by a problem: a fault of the connection.
  app.on('error', (error: unknown) => platform.log.error({ err: error }, 'connection failed'))
  return app
}

/** Stops taking connections and waits for the requests in flight. */
export const closeGently = (server: Server, graceMs: number) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    const forced = setTimeout(() => server.closeAllConnections(), graceMs)
    forced.unref()
    server.on('request', (_request: IncomingMessage, response) => response.setHeader('connection', 'close'))
  })
