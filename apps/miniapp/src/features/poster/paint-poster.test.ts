import { paintPoster, POSTER, type Poster } from './paint-poster'

const poster: Poster = {
  ...{ image: 'data:', inviter: '小方', brand: '禾木烘焙', words: '入会就送 50 积分', foot: '梧桐路店' },
}

/** An ink on which every sign is twenty wide. */
function written(change: Partial<Poster> = {}) {
  const texts: { text: string; y: number }[] = []
  const ink = {
    ...{ fillStyle: '', font: '', textAlign: 'start' as const, fillRect: () => undefined, drawImage: () => undefined },
    measureText: (text: string) => ({ width: text.length * 20 }) as TextMetrics,
    fillText: (text: string, _x: number, y: number) => void texts.push({ text, y }),
  }
  paintPoster(ink, {} as CanvasImageSource, { ...poster, ...change })
  return texts
}

test('who asks, the shop, what joining gives, what to do, and the small print, from the top', () => {
  const texts = written()
  expect(texts.map(({ text }) => text)).toEqual([
    ...['小方 请你来', '禾木烘焙', '入会就送 50 积分', '微信扫一扫，加入会员', '梧桐路店'],
  ])
  expect([...texts].sort((a, b) => a.y - b.y)).toEqual(texts)
  expect(texts.every(({ y }) => y > 0 && y < POSTER.height)).toBe(true)
})

test('long words take two lines and never more', () => {
  const lines = written({ words: '送'.repeat(80) }).filter(({ text }) => text.startsWith('送'))
  expect(lines.map(({ text }) => text.length)).toEqual([25, 25])
})
