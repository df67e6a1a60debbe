import type { PushMessage, PushValue } from '#simulator/push/target'

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const isList = (value: PushValue): value is readonly PushValue[] => Array.isArray(value)

const inner = (value: PushValue): string => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? cdata(value) : children(value)
}

const element = (name: string, value: PushValue): string =>
  isList(value) ? value.map((each) => element(name, each)).join('') : `<${name}>${inner(value)}</${name}>`

const children = (value: PushValue): string =>
  Object.entries(value)
    .map(([name, each]) => element(name, each))
    .join('')

/** Text in CDATA, numbers bare, a list as one element per item: the way WeChat writes. */
export const writeXml = (message: PushMessage) => `<xml>${children(message)}</xml>`

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescaped = (text: string) =>
  text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole)

const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g

const textOf = (raw: string) => {
  const pieces: string[] = []
  let from = 0
  for (const { 0: whole, 1: text = '', index } of raw.matchAll(CDATA)) {
    pieces.push(unescaped(raw.slice(from, index)), text)
    from = index + whole.length
  }
  pieces.push(unescaped(raw.slice(from)))
  return pieces.join('')
}

const LEAF = /<(\w+)>((?:<!\[CDATA\[[\s\S]*?\]\]>|[^<])*)<\/\1>/g

/** The elements of `<xml>…</xml>` that hold text, by name, at whatever depth; undefined for anything else. */
export const readXml = (text: string): Record<string, string> | undefined => {
  const body = /^\s*(?:<\?xml[^>]*\?>\s*)?<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1]
  if (body === undefined) return undefined
  return Object.fromEntries(
    [...body.matchAll(LEAF)].map(([, name = '', raw = '']): [string, string] => [
      name,
      raw.includes('<![CDATA[') ? textOf(raw.trim()) : textOf(raw),
    ]),
  )
}
