import { encode } from 'uqr'
import { code128, modulesOf } from './code128'

export type Drawing = { uri: string; width: number; height: number }

// Scanners want black on white in every theme; the colour is --code-ink, which a data URI cannot read.
const INK = '%2317120f'

const svg = (width: number, height: number, body: string) =>
  `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' preserveAspectRatio='none' shape-rendering='crispEdges'%3E${body}%3C/svg%3E`

const path = (d: string) => `%3Cpath fill='none' stroke='${INK}' d='${d}'/%3E`

/** One row of modules as moves and strokes: "m" over light ones, "h" along dark ones. */
const strokesOf = (row: readonly boolean[]) => {
  let d = ''
  let from = 0
  for (let at = 1; at <= row.length; at += 1) {
    if (row[at] === row[from]) continue
    d += row[from] === true ? `h${at - from}` : at < row.length ? `m${at - from} 0` : ''
    from = at
  }
  return d
}

/**
 * A QR code as a drawing. Each module is a whole number of px, as many as fit `sizeMaxPx`: a module of 4.7 px would blur. Level M
 * survives a finger print.
 */
export const drawQr = (text: string, sizeMaxPx: number): Drawing => {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const modulePx = Math.max(1, Math.floor(sizeMaxPx / size))
  const rows = data.map((row, y) => `M0 ${y}.5${strokesOf(row)}`).join('')
  return { uri: svg(size, size, path(rows)), width: size * modulePx, height: size * modulePx }
}

/** A Code 128 barcode. `modulePx` should be whole, or a half where every screen has two device pixels to a px. */
export const drawBarcode = (text: string, modulePx: number, heightPx: number): Drawing => {
  const widths = code128(text)
  const bars = widths.map((width, index) => (index % 2 === 0 ? `h${width}` : `m${width} 0`)).join('')
  const modules = modulesOf(widths)
  return { uri: svg(modules, 1, path(`M0 .5${bars}`)), width: modules * modulePx, height: heightPx }
}

/** The largest whole module that leaves ten modules of quiet on both sides. */
export const barcodeModulePx = (text: string, roomPx: number) =>
  Math.max(1, Math.floor(roomPx / (modulesOf(code128(text)) + 20)))
