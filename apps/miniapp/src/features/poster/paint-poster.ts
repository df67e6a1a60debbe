export type Poster = {
  /** The mini program code, as a data URI. */
  image: string
  /** Who asks people to come. */
  inviter: string
  brand: string
  words: string
  /** In small print at the bottom. */
  foot: string
  /** The same without words, drawn by the server: its path, for phones that cannot draw. */
  picture?: string
}

export const POSTER = { width: 600, height: 840 }

const CODE = { side: 300, top: 360 }
const LINE_PX = 52

type Ink = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'font' | 'textAlign' | 'fillRect' | 'fillText' | 'measureText' | 'drawImage'
>

/** Breaks words into lines that fit. Chinese breaks anywhere. */
const linesOf = (ink: Ink, words: string, widthMax: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const sign of words) {
    if (ink.measureText(line + sign).width > widthMax) {
      lines.push(line)
      line = ''
    }
    line += sign
  }
  return [...lines, line]
}

const write = (ink: Ink, text: string, y: number, font: string, colour: string) => {
  ink.font = font
  ink.fillStyle = colour
  ink.fillText(text, POSTER.width / 2, y)
}

/** Draws a poster. Black on white round the code, so that every scanner reads it. */
export const paintPoster = (ink: Ink, code: CanvasImageSource, { brand, inviter, words, foot }: Poster) => {
  const face = 'PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif'
  ink.fillStyle = '#fdf0ea'
  ink.fillRect(0, 0, POSTER.width, POSTER.height)
  ink.textAlign = 'center'
  write(ink, `${inviter} 请你来`, 92, `28px ${face}`, '#57504a')
  write(ink, brand, 160, `bold 52px ${face}`, '#1f1a17')
  ink.font = `bold 36px ${face}`
  linesOf(ink, words, POSTER.width - 96)
    .slice(0, 2)
    .forEach((line, index) => write(ink, line, 232 + index * LINE_PX, `bold 36px ${face}`, '#b93f14'))
  const left = (POSTER.width - CODE.side) / 2
  ink.fillStyle = '#ffffff'
  ink.fillRect(left - 28, CODE.top - 28, CODE.side + 56, CODE.side + 56)
  ink.drawImage(code, left, CODE.top, CODE.side, CODE.side)
  write(ink, '微信扫一扫，加入会员', 752, `28px ${face}`, '#57504a')
  write(ink, foot, 796, `22px ${face}`, '#57504a')
}
