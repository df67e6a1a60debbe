import type { PageBody } from '@huitou/shared/community/schema'
import { pageFaults, pageFaultWords } from '@huitou/shared/community/word-rules'
import type { Reader } from '#server/platform/db/tx'
import { groupsOf } from '../group/queries'

/** What stands in the way of a page being on, in words. */
export const faultsOf = async (read: Reader, page: PageBody, now: Date) =>
  pageFaults(page, await groupsOf(read, page.groupIds), now).map(pageFaultWords)
