import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { lockMember, memberById } from '../member-of'
import { tagMember, tagsInUse, tagsOf, untagMember } from './tags'

const presentTags = async (read: Reader, memberId: string) => ({
  tags: (await tagsOf(read, memberId)).map(({ tag, at, taggedBy }) => ({ tag, at: at.toISOString(), by: taggedBy })),
})

export const tagRoutes = {
  'member.tag': {
    run: async (tx, { actor, input: { memberId, tag }, now }) => {
      await lockMember(tx, memberId)
      await tagMember(tx, { memberId, tag, at: now, taggedBy: `operator:${actor.operatorId}` })
      return memberId
    },
    show: (read, _call, memberId) => presentTags(read, memberId),
  },
  'member.untag': {
    run: async (tx, { input }) => {
      await lockMember(tx, input.memberId)
      await untagMember(tx, input)
      return input.memberId
    },
    show: (read, _call, memberId) => presentTags(read, memberId),
  },
  'member.tagsOf': async (read, { input }) => presentTags(read, (await memberById(read, input.memberId)).id),
  'member.tags': async (read) => ({ tags: await tagsInUse(read) }),
} satisfies Partial<Handlers>
