import type { Output } from '@huitou/shared/api'
import { programmeFaults, programmeFaultWords } from '@huitou/shared/referral/programme-rules'
import type { Reader } from '#server/platform/db/tx'
import { Programmes, type ProgrammeRow } from '../entities'
import { couponTermsOf } from './coupon-terms'
import { newestAt } from './in-force'

async function presentDraft(read: Reader, { id, body, savedAt }: ProgrammeRow, now: Date) {
  const faults = programmeFaults(body, await couponTermsOf(read, body, now)).map(programmeFaultWords)
  return { ...body, id, savedAt: savedAt.toISOString(), faults }
}

const presentVersion = ({ id, body, version, publishedAt }: ProgrammeRow) => ({
  ...{ ...body, id, version: version ?? 0 },
  publishedAt: (publishedAt ?? new Date(0)).toISOString(),
})

/** The programme as operators see it. */
export async function showProgramme(read: Reader, now: Date): Promise<Output<'referral.programme'>> {
  const draft = await read.findOne(Programmes, { where: { state: 'draft' } })
  const newest = await newestAt(read, now)
  return {
    draft: draft && (await presentDraft(read, draft, now)),
    inForce: newest && newest.pausedAt === null ? presentVersion(newest) : null,
    pausedAt: newest?.pausedAt?.toISOString() ?? null,
  }
}
