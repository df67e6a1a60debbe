import { encode } from 'uqr'
import { barcodeModulePx, drawBarcode, drawQr } from './draw'

/** Paints the strokes of a drawing back into rows of dark and light. */
const painted = (uri: string, width: number) =>
  [...uri.matchAll(/M0 (\d*)\.5([^M']*)/g)].map(([, , strokes = '']) => {
    const row = Array.from({ length: width }, () => false)
    let x = 0
    for (const [, kind, length] of strokes.matchAll(/([hm])(\d+)/g)) {
      if (kind === 'h') row.fill(true, x, x + Number(length))
      x += Number(length)
    }
    return row
  })

test('a QR drawing paints exactly the modules of the code', () => {
  const text = 'v1.c2FtcGxlLWNvZGUtb2YtYS1tZW1iZXI.9f8e7d6c5b4a39281706f5e4d3c2b1a0'
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  expect(painted(drawQr(text, 200).uri, size)).toEqual(data)
})

test.each([160, 175, 200])('modules of a QR code within %i px are whole px', (sizeMax) => {
  const { size } = encode('huitou', { ecc: 'M', border: 0 })
  const { width } = drawQr('huitou', sizeMax)
  expect(width % size).toBe(0)
  expect(width).toBeLessThanOrEqual(sizeMax)
})

test('a barcode begins and ends dark and is as wide as its modules', () => {
  const { uri, width } = drawBarcode('12345678', 3, 64)
  const [row = []] = painted(uri, 79)
  expect(width).toBe(79 * 3)
  expect([row[0], row[78]]).toEqual([true, true])
  expect(row.slice(0, 11).map(Number).join('')).toBe('11010011100')
})

test('no character of a drawing ends a CSS url or a declaration', () => {
  expect(drawQr('huitou', 200).uri + drawBarcode('1234', 2, 60).uri).not.toMatch(/["();#<>]/)
})

test('a barcode of eight digits fits 375 and 320 px wide phones with its quiet zones', () => {
  expect(barcodeModulePx('12345678', 343)).toBe(3)
  expect(barcodeModulePx('12345678', 288)).toBe(2)
})
