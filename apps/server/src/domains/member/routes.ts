import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { askingFirst, type Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { tellIfComplete } from './complete'
import { forgetPhone, keepPhone } from './keep-phone'
import { judgeName, type NameJudged } from './judge-name'
import { lockMember, memberById, memberOfUser } from './member-of'
import { presentMember } from './present'
import { showCode } from './shown-codes'
import { updateProfile } from './update-profile'

function phoneRefusal(error: unknown): unknown {
  if (!(error instanceof WeChatError)) return error
  if (error.kind === 'code_invalid') return new Refused('phone_code_invalid', { cause: error })
  return new Refused('wechat_unavailable', { cause: error, retryAfterSeconds: 3 })
}

/** What must happen before a number is kept that somebody was enrolled with at a counter: a matter of rooms above this one. */
export type TakeOver = (tx: Tx, vault: Vault, whose: { memberId: string; phone: string; now: Date }) => Promise<void>

export const memberRoutes = (platform: Platform, takeOver: TakeOver) => {
  const { vault, signer, wechat } = platform
  return {
    'member.me': async (read, { actor }) => {
      const member = await memberOfUser(read, actor.userId)
      return { member: member && presentMember(vault, member) }
    },

    'member.updateProfile': {
      ...askingFirst<'member.updateProfile', NameJudged | null>(
        ({ actor, input: { nickname = null } }) =>
          nickname === null ? Promise.resolve(null) : judgeName(platform, actor.userId, nickname),
        (tx, { actor, input, now }, judged) => updateProfile(tx, actor.memberId, { ...input, judged }, now),
      ),
      show: async (read, _call, memberId) => ({ member: presentMember(vault, await memberById(read, memberId)) }),
    },

    'member.bindPhone': async (unit, { actor, input, now }) => {
      const { phone } = await wechat.exchangePhoneCode(input.code).catch((error: unknown) => {
        throw phoneRefusal(error)
      })
      return unit(async (tx) => {
        await takeOver(tx, vault, { memberId: actor.memberId, phone, now })
        const before = await lockMember(tx, actor.memberId)
        await keepPhone(tx, vault, actor.memberId, phone, now)
        await tellIfComplete(tx, before, now)
        return { member: presentMember(vault, await memberById(tx, actor.memberId)) }
      })
    },

    'member.forgetPhone': {
      run: (tx, { actor }) => forgetPhone(tx, actor.memberId),
      show: async (read, _call, memberId) => ({ member: presentMember(vault, await memberById(read, memberId)) }),
    },

    'member.showCode': (tx, { actor, now }) =>
      showCode(tx, signer, { memberId: actor.memberId, kind: 'member', subjectId: null, now }),
  } satisfies Partial<Handlers>
}
