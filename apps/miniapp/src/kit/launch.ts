import { isSlipScene } from '@huitou/shared/purchase/slip-rules'

/** Percent signs decoded once (R7). What is no valid encoding was never encoded: it stays as it is. */
const decodedOnce = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch (thrown) {
    if (thrown instanceof URIError) return text
    throw thrown
  }
}

/**
 * Parameters of a page. WeChat hands them over as they stand in the address; the browser's router has decoded them already, but for the
 * address that the page was loaded with. A scene never holds a percent sign (R7), so it may always be decoded. A copy: changing Taro's
 * own object breaks sharing.
 */
export const decodedParams = (raw: Record<string, string | undefined>): Record<string, string> => {
  const named = Object.entries(raw).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const isEncoded = (name: string) => process.env.TARO_ENV !== 'h5' || name === 'scene'
  return Object.fromEntries(named.map(([name, value]) => [name, isEncoded(name) ? decodedOnce(value) : value]))
}

/** The `scene` in the path of a scanned mini program code; null when it has none. */
export const sceneOfPath = (path: string) => {
  const scene = /[?&]scene=([^&#]*)/.exec(path)?.[1]
  return scene ? decodedOnce(scene) : null
}

/** Which page a scanned scene belongs to: a receipt to claim has a mark of its own, everything else is a place. */
export const pageOfScene = (scene: string) =>
  isSlipScene(scene) ? ('account/receipt/index' as const) : ('pages/landing/index' as const)
