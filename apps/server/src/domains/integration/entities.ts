import { EntitySchema } from 'typeorm'
import type { Scope, WebhookEvent } from '@huitou/shared/integration/scopes'
import { count, flag, instant, json, key, longText, ref, text, token } from '#server/platform/db/columns'

/** With which another system comes. The secret is sealed, not hashed: a signature is checked with it. */
export type ApiKeyRow = {
  id: string
  publicId: string
  secretSealed: string
  name: string
  scopes: Scope[]
  storeIds: string[]
  sandbox: boolean
  createdBy: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export const ApiKeys = new EntitySchema<ApiKeyRow>({
  name: 'api_key',
  columns: {
    id: key(),
    publicId: token(32),
    secretSealed: token(200),
    name: text(40),
    scopes: json(),
    storeIds: json(),
    sandbox: flag(),
    createdBy: ref(),
    createdAt: instant(),
    lastUsedAt: instant({ nullable: true }),
    revokedAt: instant({ nullable: true }),
  },
})

/** A word that was signed with; until its signature is too old anyway, it is taken once. */
export type NonceRow = { id: string; keyId: string; nonce: string; endsAt: Date }

export const Nonces = new EntitySchema<NonceRow>({
  name: 'api_nonce',
  columns: { id: key(), keyId: ref(), nonce: token(64), endsAt: instant() },
})

/** A member at a till: ten minutes of this key with them. */
export type ApiVisitRow = {
  id: string
  keyId: string
  storeId: string
  memberId: string
  trusted: boolean
  openedAt: Date
  endsAt: Date
}

export const ApiVisits = new EntitySchema<ApiVisitRow>({
  name: 'api_visit',
  columns: {
    id: key(),
    keyId: ref(),
    storeId: ref(),
    memberId: ref(),
    trusted: flag(),
    openedAt: instant(),
    endsAt: instant(),
  },
})

export type EndpointRow = {
  id: string
  url: string
  secretSealed: string
  events: WebhookEvent[]
  enabled: boolean
  /** Why it was switched off by itself. */
  trouble: string | null
  /** Deliveries given up in a row. */
  failures: number
  createdBy: string
  createdAt: Date
  removedAt: Date | null
}

export const Endpoints = new EntitySchema<EndpointRow>({
  name: 'webhook_endpoint',
  columns: {
    id: key(),
    url: text(500),
    secretSealed: token(200),
    events: json(),
    enabled: flag(),
    trouble: text(200, { nullable: true }),
    failures: count(),
    createdBy: ref(),
    createdAt: instant(),
    removedAt: instant({ nullable: true }),
  },
})

/** One event for one address. `sourceKey` names the cause, so that the same event handled twice is sent once. */
export type DeliveryRow = {
  id: string
  endpointId: string
  sourceKey: string
  event: WebhookEvent
  body: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  status: number | null
  answer: string | null
  createdAt: Date
  nextAt: Date | null
  deliveredAt: Date | null
}

export const Deliveries = new EntitySchema<DeliveryRow>({
  name: 'webhook_delivery',
  columns: {
    id: key(),
    endpointId: ref(),
    sourceKey: token(64),
    event: token(32),
    body: longText(),
    state: token(16),
    attempts: count(),
    status: count({ nullable: true }),
    answer: text(300, { nullable: true }),
    createdAt: instant(),
    nextAt: instant({ nullable: true }),
    deliveredAt: instant({ nullable: true }),
  },
})
