/** Text that is markup already; everything else that stands in a template is escaped. */
class Markup {
  constructor(readonly text: string) {}
}

export type { Markup }

type Piece = string | number | Markup | readonly Markup[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const textOf = (piece: Piece): string => {
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece))
  return piece.map(({ text }) => text).join('')
}

/** A piece of a page: what people and shops wrote stays text in it. */
export const html = (strings: TemplateStringsArray, ...pieces: Piece[]) =>
  new Markup(
    strings.map((string, index) => string + (index < pieces.length ? textOf(pieces[index] ?? '') : '')).join(''),
  )

/** Markup of our own, as it is: style and script. */
export const raw = (text: string) => new Markup(text)
