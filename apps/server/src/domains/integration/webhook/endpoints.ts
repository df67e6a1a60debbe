import { IsNull } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { EndpointCard } from '@huitou/shared/integration/contract'
import { randomBytes } from 'node:crypto'
import type { Vault } from '#server/platform/crypto/vault'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Endpoints, type EndpointRow } from '../entities'
import { mayLeadOut } from './post'

const SECRET = 'webhook-secret'
const SECRET_BYTES = 32
const SHOWN_MAX = 100

/** As Standard Webhooks writes a secret. */
const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`

export const secretOf = (vault: Vault, { secretSealed }: EndpointRow) => vault.open(secretSealed, SECRET)

/** Only https to the outside; a test's own server is the exception that the settings allow. */
function mustBeSafe(url: string, privateAllowed: boolean) {
  const { username, password } = new URL(url)
  const hasLogin = username !== '' || password !== ''
  if ((!privateAllowed && !mayLeadOut(url)) || hasLogin) throw new Refused('endpoint_unsafe')
}

type Saving = Input<'integration.saveEndpoint'> & { operatorId: string; privateAllowed: boolean; now: Date }

/** A new address, or a change to one; a change switches it on again with its failures forgotten. Answers its id. */
export async function saveEndpoint(tx: Tx, vault: Vault, saving: Saving): Promise<string> {
  const { endpointId, url, enabled, operatorId, privateAllowed, now } = saving
  if (!URL.canParse(url)) throw invalid('url', 'not an address')
  mustBeSafe(url, privateAllowed)
  const wanted = { url, events: [...new Set(saving.events)], enabled, trouble: null, failures: 0 }
  if (endpointId !== undefined) {
    const where = { id: endpointId, removedAt: IsNull() }
    found(await tx.findOne(Endpoints, { where, ...forUpdate(tx) }))
    await tx.update(Endpoints, { id: endpointId }, wanted)
    return endpointId
  }
  const { identifiers } = await tx.insert(Endpoints, {
    ...wanted,
    secretSealed: vault.seal(newSecret(), SECRET),
    ...{ createdBy: operatorId, createdAt: now, removedAt: null },
  })
  return String(identifiers[0]?.['id'])
}

export const endpointById = async (read: Reader, id: string) =>
  found(await read.findOne(Endpoints, { where: { id, removedAt: IsNull() } }))

export const allEndpoints = (read: Reader) =>
  read.find(Endpoints, { where: { removedAt: IsNull() }, order: { id: 'ASC' }, take: SHOWN_MAX })

export const presentEndpoint = (row: EndpointRow): EndpointCard => ({
  ...{ id: row.id, url: row.url, events: row.events, enabled: row.enabled, trouble: row.trouble },
  createdAt: row.createdAt.toISOString(),
})
