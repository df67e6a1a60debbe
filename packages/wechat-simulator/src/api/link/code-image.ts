import { PNG } from 'pngjs'
import { encode } from 'uqr'
import { fail } from '#simulator/api/failure'

type Color = readonly [red: number, green: number, blue: number]

const BLACK: Color = [0, 0, 0]
const BYTES_PER_PIXEL = 4

/** A part of a colour, decimal, as a number or in quotes: the documentation shows both. */
const partOf = (value: unknown) => {
  const part = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value
  if (typeof part !== 'number' || !Number.isInteger(part) || part < 0 || part > 255) return fail(40097)
  return part
}

export const colorOf = (value: unknown): Color => {
  if (value === undefined) return BLACK
  if (typeof value !== 'object' || value === null) return fail(47001)
  const parts: { r?: unknown; g?: unknown; b?: unknown } = value
  return [partOf(parts.r), partOf(parts.g), partOf(parts.b)]
}

type Drawing = { text: string; widthPx: number; color: Color; transparent: boolean }

/**
 * WeChat's round mini program code is its own secret format, so a QR code stands in: it can be scanned by anything, and
 * carries page and scene in the open.
 */
export const drawCode = ({ text, widthPx, color, transparent }: Drawing): Buffer => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const modulePx = Math.floor(widthPx / size)
  const marginPx = Math.floor((widthPx - modulePx * size) / 2)
  const png = new PNG({ width: widthPx, height: widthPx })
  const dark = Buffer.from([...color, 255])
  const light = Buffer.from([255, 255, 255, transparent ? 0 : 255])
  png.data.fill(light)
  for (let y = 0; y < modulePx * size; y += 1) {
    for (const [x, isDark] of (data[Math.floor(y / modulePx)] ?? []).entries()) {
      if (!isDark) continue
      const start = ((marginPx + y) * widthPx + marginPx + x * modulePx) * BYTES_PER_PIXEL
      png.data.fill(dark, start, start + modulePx * BYTES_PER_PIXEL)
    }
  }
  // Trying all filters on each line, as pngjs does by default, makes flat areas no smaller and takes ten times as long.
  return PNG.sync.write(png, { filterType: 0 })
}
