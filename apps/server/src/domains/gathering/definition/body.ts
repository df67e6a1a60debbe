import type { GatheringBody } from '@huitou/shared/gathering/schema'
import type { GatheringRow } from '../entities'

/** A gathering as its operator wrote it. */
export const bodyOf = (row: GatheringRow): GatheringBody => ({
  ...{ kind: row.kind, title: row.title, about: row.about, pictureId: row.pictureId },
  ...{ storeId: row.storeId, place: row.place },
  ...{ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() },
  signUpUntil: row.signUpUntil?.toISOString() ?? null,
  ...{ seats: row.seats, minLevel: row.minLevel, questions: row.questions, walkIns: row.walkIns },
  ...{ points: row.points, templateId: row.templateId, tag: row.tag },
})

/** The same as columns. */
export const columnsOf = ({ startsAt, endsAt, signUpUntil, ...body }: GatheringBody) => ({
  ...body,
  ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  signUpUntil: signUpUntil === null ? null : new Date(signUpUntil),
})
