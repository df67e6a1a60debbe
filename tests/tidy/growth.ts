/** As much of a JSON Schema as our contracts make. */
type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
}
type Content = { content: { 'application/json': { schema: Schema } } }
type Operation = { requestBody: Content; responses: Record<string, Content> }
export type OpenApi = { paths: Record<string, { post: Operation }> }

type Fact = { types: Set<string>; values: Set<string>; required: boolean }

const branchesOf = ({ anyOf = [], oneOf = [] }: Schema) => [...anyOf, ...oneOf]
const valuesOf = (schema: Schema) => (schema.const === undefined ? (schema.enum ?? []) : [schema.const])

/** Every place in a schema, as "rows[].face.title", with what may stand there. */
function factsOf(schema: Schema, at = '', required = true, facts = new Map<string, Fact>()) {
  const fact = facts.get(at) ?? { types: new Set(), values: new Set(), required }
  facts.set(at, fact)
  for (const type of [schema.type ?? []].flat()) fact.types.add(type)
  for (const value of valuesOf(schema)) fact.values.add(JSON.stringify(value))
  for (const branch of branchesOf(schema)) factsOf(branch, at, required, facts)
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const place = at === '' ? name : `${at}.${name}`
    factsOf(inner, place, schema.required?.includes(name) ?? false, facts)
  }
  if (schema.items) factsOf(schema.items, `${at}[]`, true, facts)
  return facts
}

/** What a place stands in: "rows[]" of "rows[].face"; the whole of what stands alone. */
const placeAround = (at: string) => at.replace(/(?:\[\]|\.[^.[\]]+|^[^.[\]]+)$/, '')

const lost = (before: Set<string>, after: Set<string>) => [...before].filter((one) => !after.has(one))

/** What a released client sends must still be taken. */
function inputBreaks(before: Map<string, Fact>, after: Map<string, Fact>) {
  const breaks: string[] = []
  for (const [at, old] of before) {
    const now = after.get(at)
    if (!now) breaks.push(`input ${at} is gone`)
    else
      breaks.push(
        ...[...lost(old.types, now.types), ...lost(old.values, now.values)].map(
          (one) => `input ${at} no longer takes ${one}`,
        ),
      )
  }
  for (const [at, now] of after)
    // What stands in something new that may be left out may be left out with it.
    if (now.required && !before.get(at)?.required && before.has(placeAround(at)))
      breaks.push(`input ${at} is now required`)
  return breaks
}

/** What a released client reads must still come, and be of the kinds it knows. */
function outputBreaks(before: Map<string, Fact>, after: Map<string, Fact>) {
  const breaks: string[] = []
  for (const [at, old] of before) {
    const now = after.get(at)
    if (!now) breaks.push(`output ${at} is gone`)
    else if (old.required && !now.required) breaks.push(`output ${at} may now be missing`)
    else breaks.push(...lost(now.types, old.types).map((type) => `output ${at} may now be ${type}`))
  }
  return breaks
}

const inputOf = (operation: Operation) => factsOf(operation.requestBody.content['application/json'].schema)
const outputOf = (operation: Operation) => {
  const done = operation.responses['200']
  return done ? factsOf(done.content['application/json'].schema) : new Map<string, Fact>()
}

/** Everything in which `now` would disappoint a client that was made for `released`. Contracts only grow. */
export const brokenPromises = (released: OpenApi, now: OpenApi) =>
  Object.entries(released.paths).flatMap(([path, { post: before }]) => {
    const after = now.paths[path]?.post
    if (!after) return [`${path} is gone`]
    const breaks = [...inputBreaks(inputOf(before), inputOf(after)), ...outputBreaks(outputOf(before), outputOf(after))]
    return breaks.map((one) => `${path}: ${one}`)
  })
