import { X509Certificate, createPublicKey, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { PayError } from './pay-error'
import { opened } from './signature'

const FRESH_MS = 12 * 3_600_000
/** Whoever sends unknown serials must not make us ask all the time. */
const ASK_AGAIN_MS = 60_000

type Known = { key: KeyObject; endsMs: number }

const downloaded = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      encrypt_certificate: z.object({
        algorithm: z.string(),
        nonce: z.string(),
        associated_data: z.optional(z.string()),
        ciphertext: z.string(),
      }),
    }),
  ),
})

/** The certificates in an answer of /v3/certificates. The seal with the APIv3 key is what vouches for them. */
export function certificatesIn(json: unknown, apiV3Key: string): Map<string, Known> {
  const { data } = z.parse(downloaded, json)
  return new Map(
    data.map(({ encrypt_certificate: sealed }) => {
      const certificate = new X509Certificate(opened(apiV3Key, sealed))
      return [certificate.serialNumber, { key: certificate.publicKey, endsMs: Date.parse(certificate.validTo) }]
    }),
  )
}

type Options = {
  /** The public key mode: WeChat's key and the id under which it signs. */
  publicKey: { id: string; pem: string } | null
  fetchCertificates: () => Promise<Map<string, Known>>
  now: () => number
  /** Hears why there are none; whoever has only the public key has no certificates to fetch, so the work goes on. */
  warn: (error: PayError) => void
}

/**
 * WeChat's keys by their serials. A merchant with the public key has that one; certificates are fetched when another serial turns up, so
 * that during the switch from one to the other both hold. Certificates are fetched again after half a day.
 */
export function createPlatformKeys({ publicKey, fetchCertificates, now, warn }: Options) {
  const own = publicKey === null ? null : { id: publicKey.id, key: createPublicKey(publicKey.pem) }
  let certificates = new Map<string, Known>()
  let fetchedMs = -Infinity
  let askedMs = -Infinity
  let flight: Promise<void> | null = null

  async function fetchAll() {
    askedMs = now()
    try {
      certificates = await fetchCertificates()
      fetchedMs = now()
    } catch (error) {
      if (!(error instanceof PayError)) throw error
      warn(error)
    }
  }

  const fetchOnce = () => {
    flight ??= fetchAll().finally(() => {
      flight = null
    })
    return flight
  }

  const certified = (serial: string) => {
    const known = certificates.get(serial)
    return known && known.endsMs > now() ? known.key : null
  }

  return async (serial: string): Promise<KeyObject | null> => {
    if (own?.id === serial) return own.key
    const isOld = Math.abs(now() - fetchedMs) > FRESH_MS
    if ((isOld || !certified(serial)) && Math.abs(now() - askedMs) > ASK_AGAIN_MS) await fetchOnce()
    else if (flight) await flight
    return certified(serial)
  }
}
