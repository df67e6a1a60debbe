import { Transformer } from '@napi-rs/image'
import { readHeader } from '#server/domains/media/image-header'
import { Refused } from '#server/platform/refused'

const PICTURE = { width: 600, height: 720 }
const CODE = { side: 420, left: 90, top: 200 }
/** WeChat's codes have some three hundred thousand; decoding takes four bytes for each. */
const PIXELS_MAX = 4_000_000
const PATIENCE_MS = 5000

/** No words: a server has no Chinese letters to rely on. Black on white round the code, so that every scanner reads it. */
const GROUND = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="720" viewBox="0 0 600 720">
<rect width="600" height="720" fill="#fdf0ea"/>
<g fill="none" stroke="#f26b3a" stroke-width="10"><rect x="255" y="45" width="90" height="90" rx="20"/>
<rect x="282" y="72" width="36" height="36" rx="8"/></g>
<rect x="60" y="170" width="480" height="480" rx="28" fill="#ffffff"/></svg>`

/** A picture round a code, without words. Refuses wechat_unavailable for a code that is none. */
export async function drawPoster(code: Buffer): Promise<Buffer> {
  const header = readHeader(code)
  if (!header || header.width * header.height > PIXELS_MAX) throw new Refused('wechat_unavailable')
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const ground = await Transformer.fromSvg(GROUND).resize(PICTURE.width, PICTURE.height).png(null, signal)
    const sized = await new Transformer(code).resize(CODE.side, CODE.side).png(null, signal)
    return await new Transformer(ground).overlay(sized, CODE.left, CODE.top).png(null, signal)
  } catch (error) {
    throw new Refused('wechat_unavailable', { cause: error, retryAfterSeconds: 10 })
  }
}
