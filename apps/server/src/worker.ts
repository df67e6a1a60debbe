import { adminJobs } from './domains/admin/jobs'
import { channelJobs } from './domains/channel/jobs'
import { communityJobs } from './domains/community/jobs'
import { dialogueJobs } from './domains/dialogue/jobs'
import { earningJobs } from './domains/earning/jobs'
import { gatheringJobs } from './domains/gathering/jobs'
import { groupbuyJobs } from './domains/groupbuy/jobs'
import { insightJobs } from './domains/insight/jobs'
import { integrationJobs } from './domains/integration/jobs'
import { couponJobs } from './domains/coupon/jobs'
import { checkinJobs } from './domains/checkin/jobs'
import { journeyJobs } from './domains/journey/jobs'
import { mallJobs } from './domains/mall/jobs'
import { mediaJobs } from './domains/media/jobs'
import { memberJobs } from './domains/member/jobs'
import { paymentJobs } from './domains/payment/jobs'
import { notifyJobs } from './domains/notify/jobs'
import { pointsJobs } from './domains/points/jobs'
import { distributionJobs } from './domains/distribution/jobs'
import { referralJobs } from './domains/referral/jobs'
import { reviewJobs } from './domains/review/jobs'
import { surveyJobs } from './domains/survey/jobs'
import { tierJobs } from './domains/tier/jobs'
import { worklistJobs } from './domains/worklist/jobs'
import { eventHandlers } from './app'
import { dialogueDoor } from './neighbours'
import type { Metrics } from './platform/http/metrics'
import { keepRunning, type Worker } from './platform/jobs/keep-running'
import { platformJobs } from './platform/jobs'
import type { Job } from './platform/jobs/run-jobs'
import type { Platform } from './platform/platform'

export const jobs: Job[] = [
  ...platformJobs,
  ...adminJobs,
  ...memberJobs,
  ...paymentJobs,
  ...pointsJobs,
  ...earningJobs,
  ...tierJobs,
  ...channelJobs,
  ...checkinJobs,
  ...couponJobs,
  ...mallJobs,
  ...gatheringJobs,
  ...surveyJobs,
  ...groupbuyJobs,
  ...referralJobs,
  ...reviewJobs,
  ...distributionJobs,
  ...worklistJobs,
  ...communityJobs,
  ...journeyJobs,
  ...mediaJobs,
  ...insightJobs,
  ...integrationJobs,
  ...dialogueJobs,
  ...notifyJobs(dialogueDoor),
]

export const startWorker = (platform: Platform, metrics: Metrics): Worker =>
  keepRunning(platform, jobs, eventHandlers, metrics)
