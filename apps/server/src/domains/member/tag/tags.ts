import { TAGS_MAX } from '@huitou/shared/member/tag-contract'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { MemberTags, type MemberTagRow } from '../entities'

const IN_USE_MAX = 200

/** Gives a member a tag, once. Refuses `tags_full`. The caller holds the member's lock. */
export async function tagMember(tx: Tx, row: MemberTagRow) {
  const { memberId, tag } = row
  if (await tx.existsBy(MemberTags, { memberId, tag })) return
  if ((await tx.countBy(MemberTags, { memberId })) >= TAGS_MAX) throw new Refused('tags_full')
  await tx.insert(MemberTags, row)
}

/** Gives a member a tag, unless they have no room for another. The caller holds the member's lock. */
export async function tagIfRoom(tx: Tx, row: MemberTagRow) {
  try {
    await tagMember(tx, row)
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'tags_full')) throw error
  }
}

/** Takes a tag from a member, if they have it. The caller holds the member's lock. */
export const untagMember = (tx: Tx, { memberId, tag }: Pick<MemberTagRow, 'memberId' | 'tag'>) =>
  tx.delete(MemberTags, { memberId, tag })

export const tagsOf = (read: Reader, memberId: string): Promise<MemberTagRow[]> =>
  read.find(MemberTags, { where: { memberId }, order: { at: 'ASC', tag: 'ASC' } })

export const tagWordsOf = async (read: Reader, memberId: string): Promise<string[]> =>
  (await tagsOf(read, memberId)).map(({ tag }) => tag)

/** Who leaves is called nothing any more. */
export const forgetTagsOf = (tx: Tx, memberId: string) => tx.delete(MemberTags, { memberId })

/** What the one was called, the other is from now on, as far as there is room. The caller holds both locks. */
export async function moveTags(tx: Tx, fromMemberId: string, toMemberId: string) {
  const has = new Set(await tagWordsOf(tx, toMemberId))
  const fresh = (await tagsOf(tx, fromMemberId)).filter(({ tag }) => !has.has(tag))
  await forgetTagsOf(tx, fromMemberId)
  for (const row of fresh.slice(0, TAGS_MAX - has.size)) await tx.insert(MemberTags, { ...row, memberId: toMemberId })
}

/** Counted along the index of tags. */
export async function tagsInUse(read: Reader): Promise<{ tag: string; members: number }[]> {
  const rows = await read
    .createQueryBuilder(MemberTags, 'given')
    .select(['given.tag AS tag', 'COUNT(*) AS members'])
    .groupBy('given.tag')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('given.tag', 'ASC')
    .limit(IN_USE_MAX)
    .getRawMany<{ tag: string; members: string | number }>()
  return rows.map(({ tag, members }) => ({ tag, members: Number(members) }))
}
