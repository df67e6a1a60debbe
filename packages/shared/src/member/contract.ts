import * as z from 'zod/mini'
import { birthday, id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { tagApi } from './tag-contract'

export const memberCard = z.object({
  id,
  /** What the member calls themself, or null when they keep it to themself. */
  nickname: z.nullable(z.string()),
  phoneMasked: z.nullable(z.string()),
  birthday: z.nullable(birthday),
  joinedAt: instant,
})

/** A code on a member's screen: at most 60 seconds for the scanner, three minutes for the typed digits, one use (R9). */
export const shownCode = z.object({
  code: z.string(),
  endsAt: instant,
  digits: z.string().check(z.regex(/^\d{8}$/)),
  digitsEndAt: instant,
})

export const memberApi = {
  ...tagApi,
  'member.me': {
    kind: 'query',
    who: 'visitor',
    summary: 'Who this visitor is as a member; null before joining.',
    input: z.object({}),
    output: z.object({ member: z.nullable(memberCard) }),
  },
  'member.updateProfile': {
    kind: 'command',
    who: 'member',
    summary: 'Changes what the member told about themself. Null takes it back; an absent field stays.',
    input: z.object({
      nickname: z.optional(z.nullable(text(20))),
      birthday: z.optional(z.nullable(birthday)),
    }),
    output: z.object({ member: memberCard }),
  },
  'member.bindPhone': {
    kind: 'outside',
    who: 'member',
    summary: 'Stores the phone number behind a getPhoneNumber code, encrypted.',
    input: z.object({ code: z.string().check(z.minLength(1), z.maxLength(128)) }),
    output: z.object({ member: memberCard }),
  },
  'member.forgetPhone': {
    kind: 'command',
    who: 'member',
    summary: 'Deletes the phone number.',
    input: z.object({}),
    output: z.object({ member: memberCard }),
  },
  'member.showCode': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'A fresh member code for the counter.',
    input: z.object({}),
    output: shownCode,
  },
} as const satisfies Contracts

export type MemberCard = z.infer<typeof memberCard>
export type ShownCode = z.infer<typeof shownCode>
