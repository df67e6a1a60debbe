/**
 * Draws the icons of the tab bar (81 by 81 PNG, as WeChat's standard bar wants): `node assets-make/tab-icons.mjs`.
 * The lines are those of the pages' icons: 24 by 24, stroke 1.75, round ends.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encodePng } from './png.mjs'
import { distance, polylines } from './strokes.mjs'

const SIZE = 81
const STROKE = 1.75
const target = fileURLToPath(new URL('../src/assets/tab/', import.meta.url))

const ICONS = {
  home: 'M4 11.2 L12 4.5 L20 11.2 M6 10 V19.2 H18 V10 M10 19.2 V14.2 H14 V19.2',
  points:
    'M20.2 12 A8.2 8.2 0 1 1 3.8 12 A8.2 8.2 0 1 1 20.2 12 ' +
    'M12 7.6 l1.35 2.8 l3.05 .42 l-2.22 2.14 l.55 3.04 L12 14.55 L9.27 16 l.55 -3.04 L7.6 10.82 l3.05 -.42 z',
  coupons: 'M4 6.5 h16 v3.6 a2 2 0 0 0 0 3.8 v3.6 H4 v-3.6 a2 2 0 0 0 0 -3.8 z M14.5 6.5 v2 M14.5 11 v2 M14.5 15.5 v2',
  me: 'M15.7 8.2 A3.7 3.7 0 1 1 8.3 8.2 A3.7 3.7 0 1 1 15.7 8.2 M4.8 19.6 c.7 -3.7 3.6 -5.6 7.2 -5.6 c3.6 0 6.5 1.9 7.2 5.6',
}

/** The member code: a filled block with the code's corners cut out in the colour of its writing. */
const CODE =
  'M4.5 4.5 h5 v5 h-5 z M14.5 4.5 h5 v5 h-5 z M4.5 14.5 h5 v5 h-5 z ' +
  'M14.5 14.5 h2 v2 M19.5 14.5 v.1 M19.5 17.5 v2 h-2.5 M14.5 19.5 v.1'

const COLOURS = {
  '': { line: '#716962', block: '#C8471A', onBlock: '#FFFFFF' },
  '-on': { line: '#B93F14', block: '#A83A12', onBlock: '#FFFFFF' },
  '-dark': { line: '#A59B93', block: '#FF8656', onBlock: '#2B1005' },
  '-dark-on': { line: '#FF9C76', block: '#F0703D', onBlock: '#2B1005' },
}

const rgb = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** How much of a pixel lies inside, from its centre's signed distance in pixels. */
const cover = (signed) => Math.min(1, Math.max(0, 0.5 - signed))

const roundedSquare = (x, y, half, radius) => {
  const dx = Math.abs(x - SIZE / 2) - half + radius
  const dy = Math.abs(y - SIZE / 2) - half + radius
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius
}

const paint = (colourAt) => {
  const pixels = Buffer.alloc(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) pixels.set(colourAt(x + 0.5, y + 0.5), (y * SIZE + x) * 4)
  }
  return encodePng(SIZE, pixels)
}

/** Coverage of a pixel by an icon drawn at `scale` pixels per unit of its grid. */
const strokeCover = (lines, scale) => (x, y) => {
  const unit = (value) => (value - SIZE / 2) / scale + 12
  return cover((distance(lines, unit(x), unit(y)) - STROKE / 2) * scale)
}

const lineIcon = (path, { line }) => {
  const coverage = strokeCover(polylines(path), 3.3)
  const colour = rgb(line)
  return paint((x, y) => [...colour, Math.round(coverage(x, y) * 255)])
}

const blockIcon = (path, { block, onBlock }) => {
  const coverage = strokeCover(polylines(path), 2.35)
  const [ground, ink] = [rgb(block), rgb(onBlock)]
  return paint((x, y) => {
    const inked = coverage(x, y)
    const mixed = ground.map((value, index) => Math.round(value * (1 - inked) + ink[index] * inked))
    return [...mixed, Math.round(cover(roundedSquare(x, y, 39, 25)) * 255)]
  })
}

mkdirSync(target, { recursive: true })
for (const [suffix, colours] of Object.entries(COLOURS)) {
  for (const [name, path] of Object.entries(ICONS))
    writeFileSync(`${target}${name}${suffix}.png`, lineIcon(path, colours))
  writeFileSync(`${target}code${suffix}.png`, blockIcon(CODE, colours))
}
