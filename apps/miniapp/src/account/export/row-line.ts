const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '无'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** One exported row in one line: "name: value · name: value". */
export const rowLine = (row: Record<string, unknown>) =>
  Object.entries(row)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join(' · ')
