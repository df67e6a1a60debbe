import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** What WeChat wrote, in JSON or XML alike: every leaf a text, so that an id of 64 bits stays what it is. */
export type Fields = { [name: string]: Field }
export type Field = string | Fields | Field[]
export type Format = 'json' | 'xml'

const DEPTH_MAX = 8

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function fieldOf(value: unknown, depth: number): Field {
  if (depth > DEPTH_MAX) throw new Error('nested too deep')
  if (Array.isArray(value)) return value.map((one) => fieldOf(one, depth + 1))
  if (isObject(value)) return fieldsOf(value, depth + 1)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const fieldsOf = (value: Record<string, unknown>, depth = 0): Fields =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fieldOf(one, depth)]))

/** MsgId has up to 64 bits, and a JSON number 53: two messages would become one. In a text the quotes are escaped and do not match. */
const exactly = (text: string) => text.replaceAll(/"(MsgId|MsgID)"\s*:\s*(\d+)/g, '"$1":"$2"')

function readJson(text: string): Fields {
  const value: unknown = JSON.parse(exactly(text))
  if (!isObject(value) || Array.isArray(value)) throw new Error('not an object')
  return fieldsOf(value)
}

const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g

/** Declarations, entities, instructions, comments: WeChat writes none, and each is a way to make a parser work (R14). */
function refuseDeclarations(text: string) {
  const outside = text.replace(CDATA, '').replace(/^\s*<\?xml[^?>]*\?>/, '')
  if (/<[!?]/.test(outside)) throw new Error('a declaration in XML')
}

const parser = new XMLParser({
  processEntities: false,
  htmlEntities: false,
  ignoreAttributes: true,
  parseTagValue: false,
})

function readXml(text: string): Fields {
  refuseDeclarations(text)
  if (XMLValidator.validate(text) !== true) throw new Error('malformed XML')
  const { xml }: { xml?: unknown } = Object(parser.parse(text))
  if (!isObject(xml) || Array.isArray(xml)) throw new Error('no <xml> element')
  return fieldsOf(xml)
}

/** Reads a body in the format in which it came. Throws on anything that is not one object. */
export function readFields(body: string): { format: Format; fields: Fields } {
  return body.trimStart().startsWith('{')
    ? { format: 'json', fields: readJson(body) }
    : { format: 'xml', fields: readXml(body) }
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

/** Writes fields the way they came: a number as a number, text in CDATA. */
export const writeFields = (format: Format, fields: Record<string, string | number>) =>
  format === 'json'
    ? JSON.stringify(fields)
    : `<xml>${Object.entries(fields)
        .map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`)
        .join('')}</xml>`

/** A text field; empty when it is missing or no text. */
export const textIn = (fields: Fields, name: string) => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** A list, which WeChat writes as the thing itself when there is one. */
export const listIn = (fields: Fields, name: string): Fields[] =>
  [fields[name] ?? []].flat(1).filter((one): one is Fields => isObject(one) && !Array.isArray(one))

/** Fields inside a field; empty when there are none. */
export const fieldsIn = (fields: Fields, name: string): Fields => listIn(fields, name)[0] ?? {}
