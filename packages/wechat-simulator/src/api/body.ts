/** A text field; absent, empty and of another type are all the same: nothing was said. */
export const textIn = (fields: Readonly<Record<string, unknown>>, name: string) => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** An object field; anything else counts as one without fields. */
export const objectIn = (fields: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> => {
  const value = fields[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

export const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value)
