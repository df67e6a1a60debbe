import { randomBytes } from 'node:crypto'

/** Where a link leads, and until when; null for ever. */
export type Link = { path: string; query: string; endsAtMs: number | null }

export type Links = { byText: Map<string, Link>; permanentShortLinks: number }

export const createLinks = (): Links => ({ byText: new Map(), permanentShortLinks: 0 })

/** Puts a link into the world under a text of its own: what comes before, then something nobody can guess. */
export const addLink = (links: Links, prefix: string, link: Link) => {
  const text = `${prefix}${randomBytes(9).toString('base64url')}`
  links.byText.set(text, link)
  return text
}
