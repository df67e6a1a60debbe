import { IsNull, MoreThan } from 'typeorm'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found, Refused } from '#server/platform/refused'
import { codeImage } from '#server/platform/wechat/code-image'
import { disableStaff } from './disable'
import { Invitations, Staff } from './entities'
import { acceptInvitation, invite } from './invite'
import { presentOneStaff, presentStaff, staffById, staffOfStores } from './queries'

const INVITE_PAGE = 'staff/invite/index'

export const staffRoutes = (platform: Platform) =>
  ({
    'staff.me': async (read, { actor }) => {
      const row = await read.findOne(Staff, { where: { userId: actor.userId, disabledAt: IsNull() } })
      return { staff: row && (await presentOneStaff(read, row)) }
    },

    'staff.list': async (read, { actor }) => ({
      staff: await presentStaff(read, await staffOfStores(read, actor.storeIds)),
    }),

    'staff.invite': {
      run: (tx, { actor, input, now }) => invite(tx, actor, input, now),
      show: async (read, _call, id) => {
        const { code, endsAt } = found(await read.findOne(Invitations, { where: { id } }))
        return { code, endsAt: endsAt.toISOString() }
      },
    },

    'staff.inviteImage': async (unit, { actor, input: { code }, now }) => {
      await unit(async (tx) => {
        const mine = { code, createdBy: actor.staffId, usedAt: IsNull(), endsAt: MoreThan(now) }
        if (!(await tx.existsBy(Invitations, mine))) throw new Refused('invitation_invalid')
      })
      return { image: await codeImage(platform, { scene: code, page: INVITE_PAGE }) }
    },

    'staff.accept': {
      run: (tx, { actor, input, now }) => acceptInvitation(tx, actor.userId, input.code, now),
      show: async (read, _call, id) => ({ staff: await presentOneStaff(read, await staffById(read, id)) }),
    },

    'staff.disable': {
      run: (tx, { actor, input, now }) => disableStaff(tx, actor, input.staffId, now),
      show: async (read, _call, id) => ({ staff: await presentOneStaff(read, await staffById(read, id)) }),
    },
  }) satisfies Partial<Handlers>
