import type { Input } from '@huitou/shared/api'
import { codeInUse } from '#server/domains/channel/queries'
import { enrol } from '#server/domains/joining/enrol'
import { memberByPhone, type Enrolment } from '#server/domains/member/enrol-member'
import { storeById } from '#server/domains/store/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused } from '#server/platform/refused'
import { recordAct } from './day/record-act'
import { mustWorkHere, startVisit } from './open-visit'

const NO_CODE = '0'

const visitByPhone = (tx: Tx, staff: Staff, { memberId, storeId }: { memberId: string; storeId: string }, now: Date) =>
  startVisit(tx, staff, { kind: 'phone', shownCodeId: NO_CODE, memberId, subjectId: null, storeId }, now)

/** A visit with the member who has this phone number; refuses `member_unknown`. Answers the visit's id. */
export async function findMember(
  tx: Tx,
  vault: Vault,
  staff: Staff,
  { storeId, phone }: Input<'counter.findMember'>,
  now: Date,
): Promise<string> {
  mustWorkHere(staff, storeId)
  const member = await memberByPhone(tx, vault, phone)
  if (!member) throw new Refused('member_unknown')
  return visitByPhone(tx, staff, { memberId: member.id, storeId }, now)
}

/** Who has the number, or a new member; of two clerks at once the second finds whom the first has made. */
async function enrolOnce(tx: Tx, vault: Vault, enrolment: Enrolment): Promise<{ memberId: string; isNew: boolean }> {
  const known = await memberByPhone(tx, vault, enrolment.phone)
  if (known) return { memberId: known.id, isNew: false }
  try {
    return { memberId: await enrol(tx, vault, enrolment), isNew: true }
  } catch (error) {
    const theirs =
      error instanceof Refused && error.code === 'phone_taken' ? await memberByPhone(tx, vault, enrolment.phone) : null
    if (theirs) return { memberId: theirs.id, isNew: false }
    throw error
  }
}

/** Makes a member at the counter. A number that is a member's already opens their visit: asked twice, made once. */
export async function enrolAtCounter(
  tx: Tx,
  vault: Vault,
  staff: Staff,
  { storeId, nickname, ...asked }: Input<'counter.enrol'>,
  now: Date,
): Promise<{ visitId: string; isNew: boolean }> {
  mustWorkHere(staff, storeId)
  const { staffId } = staff
  const { memberId, isNew } = await enrolOnce(tx, vault, { ...asked, nickname: nickname ?? null, staffId, now })
  if (isNew)
    await recordAct(tx, {
      kind: 'enrolment',
      subjectId: memberId,
      memberId,
      staffId,
      storeId,
      title: '登记新会员',
      now,
    })
  return { visitId: await visitByPhone(tx, staff, { memberId, storeId }, now), isNew }
}

/** Where a printed code of the shop stands. */
export async function placeOf(read: Reader, staff: Staff, scene: string) {
  const code = await codeInUse(read, scene)
  if (!code) throw new Refused('code_unknown')
  const { id: storeId, name: storeName } = await storeById(read, code.storeId)
  return { storeId, storeName, label: code.label, mine: staff.storeIds.includes(storeId) }
}
