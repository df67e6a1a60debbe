import { inOrder, type Facts, type RuleSet } from './rules'

/** JSON in which equal things look equal: keys in order, nothing for what is absent. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = Object.entries(value as Record<string, unknown>)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
}

const byText = (a: unknown, b: unknown) => (canonical(a) < canonical(b) ? -1 : 1)

/** Facts as text: the same basket in another order is the same. */
export const canonicalFacts = (facts: Facts): string =>
  canonical({
    ...facts,
    ...(facts.tags ? { tags: [...facts.tags].sort() } : {}),
    ...(facts.items ? { items: [...facts.items].sort(byText) } : {}),
  })

/** A rule set as text: rules in the order in which they are judged, so that the order of writing makes no other version. */
export const canonicalSet = (set: RuleSet): string =>
  canonical({
    ...set,
    rules: inOrder(set.rules),
    ...(set.groups ? { groups: [...set.groups].sort(byText) } : {}),
    ...(set.campaigns ? { campaigns: [...set.campaigns].sort(byText) } : {}),
  })
