import { permissionsOf } from '@huitou/shared/admin/roles'
import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { OperatorInvitations } from './entities'
import { createOperator, openCode, resetPassword, writeCode } from './invitations'
import { changePassword, login, setPassword } from './login'
import { setDisabled, setRole } from './manage'
import { allOperators, auditPage, operatorById, presentOperator } from './queries'
import { endOperatorSession } from './sessions'

const sessionRoutes = ({ passwordGuesses: guesses }: Platform) =>
  ({
    'admin.login': async (unit, { input, ...caller }) => {
      const { operator, ...session } = await login(unit, guesses, input, caller)
      return { ...session, operator: presentOperator(operator) }
    },

    'admin.setPassword': async (unit, { input, ...caller }) => {
      const { operator, ...session } = await setPassword(unit, input, caller)
      return { ...session, operator: presentOperator(operator) }
    },

    'admin.changePassword': async (unit, { actor, input, ...caller }) => {
      await changePassword(unit, guesses, { ...actor, ...input }, caller)
      return {}
    },

    'admin.logout': async (tx, { actor, now }) => {
      await endOperatorSession(tx, actor.sessionId, now)
      return {}
    },

    'admin.me': async (read, { actor }) => ({
      operator: presentOperator(await operatorById(read, actor.operatorId)),
      may: [...permissionsOf(actor.operatorRole)],
    }),
  }) satisfies Partial<Handlers>

export const adminRoutes = (platform: Platform) => {
  const { vault } = platform
  const invitation = async (read: Reader, id: string) => {
    const row = found(await read.findOne(OperatorInvitations, { where: { id } }))
    const operator = presentOperator(await operatorById(read, row.operatorId))
    return { operator, code: openCode(vault, row.codeSealed), endsAt: row.endsAt.toISOString() }
  }
  const card = async (read: Reader, id: string) => ({ operator: presentOperator(await operatorById(read, id)) })

  return {
    ...sessionRoutes(platform),

    'admin.operators': async (read) => ({ operators: (await allOperators(read)).map(presentOperator) }),

    'admin.invite': {
      run: async (tx, { input, now }) => (await writeCode(tx, vault, await createOperator(tx, input, now), now)).id,
      show: (read, _call, id) => invitation(read, id),
    },

    'admin.resetPassword': {
      run: (tx, { input, now }) => resetPassword(tx, vault, input.operatorId, now),
      show: (read, _call, id) => invitation(read, id),
    },

    'admin.setRole': {
      run: (tx, { actor, input }) => setRole(tx, actor.operatorId, input),
      show: (read, _call, id) => card(read, id),
    },

    'admin.disable': {
      run: (tx, { actor, input, now }) => setDisabled(tx, actor.operatorId, input, now),
      show: (read, _call, id) => card(read, id),
    },

    'admin.audit': (read, { input }) => auditPage(read, input),
  } satisfies Partial<Handlers>
}
