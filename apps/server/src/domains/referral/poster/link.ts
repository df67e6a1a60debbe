import type { Signer } from '#server/platform/crypto/signer'
import { Refused } from '#server/platform/refused'

const PURPOSE = 'poster'
const PREFIX = 'i:'
const DAY_MS = 86_400_000
const SHAPE = /^([\w-]{22})\.(\d{13})\.([\w-]{22})\.png$/

/** To the picture of one invitation: good for a day at least, and the same all day, so that a phone keeps what it has loaded. */
export function posterLink(signer: Signer, scene: string, now: Date): string {
  const endsAtMs = (Math.floor(now.getTime() / DAY_MS) + 2) * DAY_MS
  const subject = `${scene.slice(PREFIX.length)}.${endsAtMs}`
  return `/posters/${subject}.${signer.sign(subject, PURPOSE)}.png`
}

/** Of which invitation it is. Refuses not_found for what was not signed here, or is over. */
export function readPosterLink(signer: Signer, link: string, now: Date): string {
  const [, own = '', ends = '', signature = ''] = SHAPE.exec(link) ?? []
  if (!signer.verifies(`${own}.${ends}`, PURPOSE, signature) || Number(ends) <= now.getTime())
    throw new Refused('not_found')
  return `${PREFIX}${own}`
}
