/** Turns a small part of SVG path syntax (M L H V C A Z, either case) into polylines, and measures distances to them. */

const STEPS = 24

const cubic = ([x0, y0], [x1, y1, x2, y2, x3, y3]) =>
  Array.from({ length: STEPS }, (_, index) => {
    const t = (index + 1) / STEPS
    const u = 1 - t
    const mix = (a, b, c, d) => u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
    return [mix(x0, x1, x2, x3), mix(y0, y1, y2, y3)]
  })

/** Circular arcs only: the icons use no ellipse. */
const arc = ([x0, y0], [radius, , , large, sweep, x1, y1]) => {
  const half = Math.hypot(x1 - x0, y1 - y0) / 2
  const r = Math.max(radius, half)
  const height = Math.sqrt(Math.max(0, r * r - half * half)) * (large === sweep ? -1 : 1)
  const cx = (x0 + x1) / 2 - (height * (y1 - y0)) / (2 * half)
  const cy = (y0 + y1) / 2 + (height * (x1 - x0)) / (2 * half)
  const from = Math.atan2(y0 - cy, x0 - cx)
  let turn = Math.atan2(y1 - cy, x1 - cx) - from
  if (sweep && turn < 0) turn += 2 * Math.PI
  if (!sweep && turn > 0) turn -= 2 * Math.PI
  return Array.from({ length: STEPS }, (_, index) => {
    const angle = from + (turn * (index + 1)) / STEPS
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]
  })
}

const ARITY = { M: 2, L: 2, H: 1, V: 1, C: 6, A: 7, Z: 0 }

const absolute = (letter, [x, y], values) => {
  if (letter === letter.toUpperCase()) return values
  if (letter === 'h') return [values[0] + x]
  if (letter === 'v') return [values[0] + y]
  if (letter === 'a') return [...values.slice(0, 5), values[5] + x, values[6] + y]
  return values.map((value, index) => value + (index % 2 ? y : x))
}

const pointsOf = (kind, at, values) => {
  if (kind === 'H') return [[values[0], at[1]]]
  if (kind === 'V') return [[at[0], values[0]]]
  if (kind === 'C') return cubic(at, values)
  if (kind === 'A') return arc(at, values)
  return [values]
}

/** The polylines of one path. */
export const polylines = (path) => {
  const lines = []
  let at = [0, 0]
  for (const [, letter, rest] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const kind = letter.toUpperCase()
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    if (kind === 'Z') lines.at(-1).push(lines.at(-1)[0])
    for (let index = 0; index < numbers.length; index += ARITY[kind]) {
      const values = absolute(letter, at, numbers.slice(index, index + ARITY[kind]))
      if (kind === 'M' && index === 0) lines.push([values])
      else lines.at(-1).push(...pointsOf(kind, at, values))
      at = lines.at(-1).at(-1)
    }
  }
  return lines
}

const toSegment = (x, y, [x0, y0], [x1, y1]) => {
  const dx = x1 - x0
  const dy = y1 - y0
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length))
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy)
}

/** How far a point lies from the nearest of these lines. */
export const distance = (lines, x, y) => {
  let nearest = Infinity
  for (const line of lines) {
    for (let index = 0; index < line.length; index += 1) {
      nearest = Math.min(nearest, toSegment(x, y, line[index], line[Math.min(index + 1, line.length - 1)]))
    }
  }
  return nearest
}
