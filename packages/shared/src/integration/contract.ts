import * as z from 'zod/mini'
import { cursor, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { openApi } from './open-contract'
import { SCOPES, WEBHOOK_EVENTS } from './scopes'

const apiKey = z.object({
  id,
  /** What callers send along; tells nobody the secret. */
  publicId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  storeIds: z.array(id),
  sandbox: z.boolean(),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
  revokedAt: z.nullable(instant),
})

const endpoint = z.object({
  id,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  enabled: z.boolean(),
  /** Why it was switched off by itself; null when it was not. */
  trouble: z.nullable(z.string()),
  createdAt: instant,
})

const delivery = z.object({
  id,
  endpointId: id,
  event: z.enum(WEBHOOK_EVENTS),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  /** The last answer: its status, or 0 when there was none; and what it said, shortened. */
  status: z.nullable(z.int()),
  answer: z.nullable(z.string()),
  createdAt: instant,
  nextAt: z.nullable(instant),
  deliveredAt: z.nullable(instant),
})

const url = z.string().check(z.maxLength(500), z.regex(/^https?:\/\/[^\s]+$/))

const consoleApi = {
  'integration.keys': {
    kind: 'query',
    who: 'operator',
    may: 'operators',
    summary: 'Keys of the open API.',
    input: z.object({}),
    output: z.object({ keys: z.array(apiKey) }),
  },
  'integration.createKey': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    secret: true,
    summary: 'A new key. Its secret is answered now; a sandbox key does everything and keeps nothing.',
    input: z.object({
      name: text(40),
      scopes: z.array(z.enum(SCOPES)).check(z.minLength(1)),
      storeIds: z.array(id).check(z.minLength(1), z.maxLength(200)),
      sandbox: z.boolean(),
    }),
    output: z.object({ key: apiKey, secret: z.string() }),
  },
  'integration.revokeKey': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    summary: 'Shuts a key out from its next request on. It cannot be opened again.',
    input: z.object({ keyId: id }),
    output: z.object({ key: apiKey }),
  },
  'integration.endpoints': {
    kind: 'query',
    who: 'operator',
    may: 'operators',
    summary: 'Where other systems are told what happens, and which events there are.',
    input: z.object({}),
    output: z.object({ endpoints: z.array(endpoint), events: z.array(z.enum(WEBHOOK_EVENTS)) }),
  },
  'integration.saveEndpoint': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    secret: true,
    summary: 'A new address to tell, or a change to one. The signing secret is answered for a new one.',
    input: z.object({
      endpointId: z.optional(id),
      url,
      events: z.array(z.enum(WEBHOOK_EVENTS)).check(z.minLength(1)),
      enabled: z.boolean(),
    }),
    output: z.object({ endpoint, secret: z.nullable(z.string()) }),
  },
  'integration.testEndpoint': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    summary: 'Sends an example of one event to an address, to see whether it arrives.',
    input: z.object({ endpointId: id, event: z.enum(WEBHOOK_EVENTS) }),
    output: z.object({ delivery }),
  },
  'integration.deliveries': {
    kind: 'query',
    who: 'operator',
    may: 'operators',
    summary: 'What was sent to an address and how it answered, newest first.',
    input: z.object({ endpointId: id, before: z.optional(cursor) }),
    output: page(delivery),
  },
  'integration.replay': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    summary: 'Sends one delivery once more, with the same content and id.',
    input: z.object({ deliveryId: id }),
    output: z.object({ delivery }),
  },
} as const satisfies Contracts

export const integrationApi = { ...openApi, ...consoleApi } as const satisfies Contracts

export type ApiKeyCard = z.infer<typeof apiKey>
export type EndpointCard = z.infer<typeof endpoint>
export type DeliveryCard = z.infer<typeof delivery>
