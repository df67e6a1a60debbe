import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Journeys, Runs } from '../entities'

/** Where each member stands, along (journey, id) or (journey, state, id). */
export async function membersOf(
  read: Reader,
  { journeyId, state, before }: Input<'journey.members'>,
): Promise<Output<'journey.members'>> {
  found(await read.findOne(Journeys, { where: { id: journeyId } }))
  const rows = await read.find(Runs, {
    where: {
      journeyId,
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
    },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  const members = await read.find(Members, { where: { id: In([...new Set(page.map((run) => run.memberId))]) } })
  const names = new Map(members.map((one) => [one.id, nameForOthers(one)]))
  return {
    rows: page.map(({ id, memberId, version, state: at, step, enteredAt, since, dueAt, endedAt }) => ({
      ...{ id, memberId, memberName: names.get(memberId) ?? '', version, state: at, step },
      ...{ enteredAt: enteredAt.toISOString(), since: since.toISOString() },
      ...{ dueAt: dueAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null },
    })),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
