import { createSign, type KeyObject } from 'node:crypto'

// node:crypto reads certificates and cannot write them; these few shapes of ASN.1 are all that one needs.
const lengthOf = (size: number) => {
  if (size < 128) return Buffer.from([size])
  const bytes = Buffer.from(size.toString(16).padStart(size > 255 ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([128 + bytes.length]), bytes])
}

const node = (tag: number, ...inner: readonly Buffer[]) => {
  const content = Buffer.concat(inner)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

const SHA256_WITH_RSA = node(0x30, node(0x06, Buffer.from('2a864886f70d01010b', 'hex')), node(0x05))
const COMMON_NAME = node(0x06, Buffer.from('550403', 'hex'))

const nameOf = (name: string) => node(0x30, node(0x31, node(0x30, COMMON_NAME, node(0x0c, Buffer.from(name)))))

const timeOf = (atMs: number) => {
  const digits = new Date(atMs).toISOString().replaceAll(/\D/g, '')
  return node(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

export type CertificateFacts = { serial: string; name: string; fromMs: number; toMs: number }

/** A certificate signed by its own key, as PEM. */
export const writeCertificate = (facts: CertificateFacts, keys: { publicKey: KeyObject; privateKey: KeyObject }) => {
  const name = nameOf(facts.name)
  const body = node(
    0x30,
    node(0xa0, node(0x02, Buffer.from([2]))),
    node(0x02, Buffer.from(facts.serial, 'hex')),
    SHA256_WITH_RSA,
    name,
    node(0x30, timeOf(facts.fromMs), timeOf(facts.toMs)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('RSA-SHA256').update(body).sign(keys.privateKey)
  const whole = node(0x30, body, SHA256_WITH_RSA, node(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
