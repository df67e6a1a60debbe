import { createHash } from 'node:crypto'
import { ResizeFit, Transformer } from '@napi-rs/image'
import { Refused } from '#server/platform/refused'
import { readHeader, type ImageHeader } from './image-header'
import { SMALL_PX } from './queries'

const LARGE_PX = 1600
/** A phone's camera makes twelve to fifty million; decoding takes four bytes for each. */
const PIXELS_MAX = 40_000_000
const QUALITY = 82

export type Encoded = { hash: string; large: Buffer; small: Buffer; width: number; height: number }

async function fitInto(file: Buffer, { width, height }: ImageHeader, side: number): Promise<Buffer> {
  // Turned as its EXIF says; none of that gets into the new file.
  const upright = new Transformer(file).rotate()
  if (Math.max(width, height) > side) upright.resize({ width: side, height: side, fit: ResizeFit.Inside })
  return upright.webp(QUALITY)
}

/**
 * Makes a picture of our own out of an uploaded one, in two sizes: turned upright, with nothing of the file in it but what is seen. Refuses
 * picture_type, picture_too_many_pixels and picture_broken.
 */
export async function encodePicture(file: Buffer): Promise<Encoded> {
  const header = readHeader(file)
  if (!header) throw new Refused('picture_type')
  if (header.width * header.height > PIXELS_MAX) throw new Refused('picture_too_many_pixels')
  try {
    const large = await fitInto(file, header, LARGE_PX)
    const small = await fitInto(file, header, SMALL_PX)
    const { width, height } = await new Transformer(large).metadata()
    return { hash: createHash('sha256').update(large).digest('hex'), large, small, width, height }
  } catch (error) {
    throw new Refused('picture_broken', { cause: error })
  }
}
