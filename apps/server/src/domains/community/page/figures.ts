import { In, IsNull } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Pages, Visits } from '../entities'

const TOP = 10

type Sums = Record<'people' | 'invited' | 'lacking', string | number | null>

const sumsOf = (read: Reader, pageId: string) =>
  read
    .createQueryBuilder(Visits, 'visit')
    .select('COUNT(*)', 'people')
    .addSelect('COUNT(visit.inviterId)', 'invited')
    .addSelect('SUM(visit.lacking)', 'lacking')
    .where('visit.pageId = :pageId', { pageId })
    .getRawOne<Sums>()

/** Who was brought and no member before, and has joined since; also who has left again. */
async function joinedOf(read: Reader, pageId: string): Promise<number> {
  const counted = await read
    .createQueryBuilder(Visits, 'visit')
    .innerJoin('member', 'member', 'member.userFingerprint = visit.person')
    .select('COUNT(DISTINCT visit.person)', 'n')
    .where('visit.pageId = :pageId AND visit.inviterId IS NOT NULL AND visit.wasMember = 0', { pageId })
    .getRawOne<{ n: string | number }>()
  return Number(counted?.n ?? 0)
}

/** Who brought most; of equals who is older. Who has left is nobody any more. */
async function topOf(read: Reader, pageId: string) {
  const rows = await read
    .createQueryBuilder(Visits, 'visit')
    .innerJoin('member', 'member', 'member.id = visit.inviterId AND member.leftAt IS NULL')
    .select(['visit.inviterId AS inviterId', 'COUNT(*) AS n'])
    .where('visit.pageId = :pageId AND visit.inviterId IS NOT NULL', { pageId })
    .groupBy('visit.inviterId')
    .orderBy('n', 'DESC')
    .addOrderBy('visit.inviterId', 'ASC')
    .limit(TOP)
    .getRawMany<{ inviterId: string | number; n: string | number }>()
  const ids = rows.map(({ inviterId }) => String(inviterId))
  const members = ids.length === 0 ? [] : await read.find(Members, { where: { id: In(ids), leftAt: IsNull() } })
  return rows.flatMap(({ inviterId, n }) => {
    const member = members.find(({ id }) => id === String(inviterId))
    return member ? [{ memberId: member.id, name: nameForOthers(member), people: Number(n) }] : []
  })
}

/** What a page brought, as far as visits are kept. */
export async function figuresOf(read: Reader, pageId: string): Promise<Output<'community.figures'>> {
  found(await read.findOne(Pages, { where: { id: pageId } }))
  const sums = await sumsOf(read, pageId)
  const of = (name: keyof Sums) => Number(sums?.[name] ?? 0)
  return {
    ...{ people: of('people'), invited: of('invited'), lacking: of('lacking') },
    joined: await joinedOf(read, pageId),
    top: await topOf(read, pageId),
  }
}
