import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = readFileSync(join(__dirname, 'tokens.scss'), 'utf8')

/** The `--name: #rrggbb` pairs of one mixin. */
const coloursOf = (mixin: string) => {
  const body = new RegExp(`@mixin ${mixin} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
  return new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex] as const))
}

const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const TEXT_PAIRS = [
  'text-1/bg text-1/surface text-2/bg text-2/surface text-2/surface-2 text-3/bg text-3/surface text-3/surface-2',
  'brand-ink/surface brand-ink/bg brand-ink/brand-soft on-btn/btn on-btn/btn-press ok/ok-soft ok/surface warn/warn-soft',
  'warn/surface danger/danger-soft danger/surface danger/bg info/info-soft info/surface gold-ink/gold-bg gold-ink-2/gold-bg',
  'gold-ink/gold-deco gold-ink-2/gold-deco silver-ink/silver-bg silver-ink/silver-deco black-ink/black-bg black-ink/black-deco',
  'basic-ink/basic-bg basic-ink/basic-deco text-2/line',
].join(' ')
const SHAPE_PAIRS =
  'ctl-line/surface brand/surface gold-ink-2/gold-track silver-ink/silver-track basic-ink/basic-track black-ink/black-track'

const CASES = ['light', 'dark'].flatMap((theme) => [
  ...TEXT_PAIRS.split(' ').map((pair) => [theme, pair, 4.5] as const),
  ...SHAPE_PAIRS.split(' ').map((pair) => [theme, pair, 3] as const),
])

test.each(CASES)('%s: %s has a contrast of at least %s', (theme, pair, least) => {
  const colours = coloursOf(theme)
  const [front = '', back = ''] = pair.split('/').map((name) => colours.get(name))
  expect(front).toMatch(/^#/)
  expect(back).toMatch(/^#/)
  expect(contrast(front, back)).toBeGreaterThanOrEqual(least)
})
