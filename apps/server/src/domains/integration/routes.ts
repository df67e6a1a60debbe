import { WEBHOOK_EVENTS } from '@huitou/shared/integration/scopes'
import { randomCode } from '#server/platform/crypto/random'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { allKeys, createKey, keyById, presentKey, revokeKey, secretOf as secretOfKey } from './key/manage'
import { exampleOf } from './webhook/compose'
import { allEndpoints, endpointById, presentEndpoint, saveEndpoint, secretOf } from './webhook/endpoints'
import { deliveriesPage, deliveryById, enqueue, presentDelivery, replay } from './webhook/enqueue'

export const integrationRoutes = ({ vault, settings }: Platform) =>
  ({
    'integration.keys': async (read) => ({ keys: (await allKeys(read)).map(presentKey) }),

    'integration.createKey': {
      run: (tx, { actor, input, now }) => createKey(tx, vault, input, { operatorId: actor.operatorId, now }),
      show: async (read, _call, id) => {
        const key = await keyById(read, id)
        return { key: presentKey(key), secret: secretOfKey(vault, key) }
      },
    },

    'integration.revokeKey': {
      run: (tx, { input, now }) => revokeKey(tx, input.keyId, now),
      show: async (read, _call, id) => ({ key: presentKey(await keyById(read, id)) }),
    },

    'integration.endpoints': async (read) => ({
      endpoints: (await allEndpoints(read)).map(presentEndpoint),
      events: [...WEBHOOK_EVENTS],
    }),

    'integration.saveEndpoint': {
      run: (tx, { actor, input, now }) => {
        const privateAllowed = settings.WEBHOOK_PRIVATE
        return saveEndpoint(tx, vault, { ...input, operatorId: actor.operatorId, privateAllowed, now })
      },
      show: async (read, { input }, id) => {
        const row = await endpointById(read, id)
        const isNew = input.endpointId === undefined
        return { endpoint: presentEndpoint(row), secret: isNew ? secretOf(vault, row) : null }
      },
    },

    'integration.testEndpoint': {
      run: async (tx, { input: { endpointId, event }, now }) => {
        await endpointById(tx, endpointId)
        return enqueue(tx, { endpointId, sourceKey: `test:${randomCode()}`, event, body: exampleOf(event, now) }, now)
      },
      show: async (read, _call, id) => ({ delivery: presentDelivery(await deliveryById(read, id)) }),
    },

    'integration.deliveries': (read, { input }) => deliveriesPage(read, input.endpointId, input.before),

    'integration.replay': {
      run: (tx, { input, now }) => replay(tx, input.deliveryId, now),
      show: async (read, _call, id) => ({ delivery: presentDelivery(await deliveryById(read, id)) }),
    },
  }) satisfies Partial<Handlers>
