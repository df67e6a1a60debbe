/** Bar and space widths of the 107 symbols of Code 128 (ISO/IEC 15417, table 1), in the order of their values. */
const SYMBOLS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 ' +
  '223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 ' +
  '112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 ' +
  '311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ')

const START_B = 104
const START_C = 105
const STOP = 106

/** Set C carries two digits a symbol, so digits in pairs take half the width; set B carries printable ASCII. */
const valuesOf = (text: string) =>
  /^(\d\d)+$/.test(text)
    ? [START_C, ...(text.match(/\d\d/g) ?? []).map(Number)]
    : [START_B, ...Array.from(text, (char) => char.charCodeAt(0) - 32)]

const checkOf = ([start = 0, ...data]: number[]) =>
  data.reduce((sum, value, index) => sum + value * (index + 1), start) % 103

/** The symbol values that stand for `text`: start, data, check, stop. */
export const code128Values = (text: string) => {
  if (!/^[ -~]+$/.test(text)) throw new RangeError('Code 128 carries printable ASCII only')
  const values = valuesOf(text)
  return [...values, checkOf(values), STOP]
}

/** Widths in modules, bar and space in turn, beginning with a bar. */
export const code128 = (text: string) =>
  code128Values(text).flatMap((value) => Array.from(SYMBOLS[value] ?? '', Number))

/** How many modules wide it is, without the quiet zones. */
export const modulesOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0)
