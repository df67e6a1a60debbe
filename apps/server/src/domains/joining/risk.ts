import { Between, IsNull, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { openIdOf } from '#server/platform/session/open-id'
import { WeChatError } from '#server/platform/wechat/wechat-error'

/** What WeChat thinks of somebody who joins; null when it does not say, which stops nobody. */
export async function riskOf({ db, wechat, log }: Platform, userId: string, address: string): Promise<number | null> {
  const openId = await openIdOf(db.manager, userId)
  if (openId === null) return null
  try {
    return (await wechat.riskRank({ openId, address, at: 'joining' })).rank
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    log.warn({ err: error }, 'joined without a risk rank')
    return null
  }
}

const RANK_MAX = 4

/** Who was doubtful at joining. Along (risk_rank, id): the ranks are few, and so are these people. */
export async function risksPage(
  read: Reader,
  { atLeast, before }: Input<'joining.risks'>,
): Promise<Output<'joining.risks'>> {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const found = await read.find(Members, {
    where: { riskRank: Between(atLeast, RANK_MAX), leftAt: IsNull(), ...older },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = found.slice(0, PAGE_SIZE)
  return {
    rows: page.map((member) => ({
      ...{ memberId: member.id, name: nameForOthers(member), riskRank: member.riskRank ?? 0 },
      joinedAt: member.joinedAt.toISOString(),
    })),
    next: found.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
