import { Refused } from '#server/platform/refused'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { WeChatError } from '#server/platform/wechat/wechat-error'
import { endSession, openSession, refreshSession, userOf } from './open-session'

/** What WeChat's answer means for a person who logs in. */
function loginRefusal(error: unknown): unknown {
  if (!(error instanceof WeChatError)) return error
  if (error.kind === 'code_invalid') return new Refused('login_code_invalid', { cause: error })
  if (error.kind === 'blocked') return new Refused('login_blocked', { cause: error })
  return new Refused('wechat_unavailable', { cause: error, retryAfterSeconds: 3 })
}

export const sessionRoutes = ({ wechat, tokens }: Platform) =>
  ({
    'session.login': async (unit, { input, now }) => {
      const identity = await wechat.exchangeLoginCode(input.code).catch((error: unknown) => {
        throw loginRefusal(error)
      })
      return unit(async (tx) => openSession(tx, tokens, await userOf(tx, identity, now), now))
    },

    'session.refresh': async (unit, { input, now }) => {
      const answer = await unit((tx) => refreshSession(tx, tokens, input.refreshToken, now))
      if (!answer) throw new Refused('login_needed')
      return answer
    },

    'session.logout': async (tx, { actor, now }) => {
      await endSession(tx, actor.sessionId, 'logout', now)
      return {}
    },
  }) satisfies Partial<Handlers>
