/** What a file is, by its bytes and not by what it is called, and how large its picture is, before anything is decoded. */
export type ImageHeader = { format: 'jpeg' | 'png' | 'webp'; width: number; height: number }

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_HEADER_BYTES = 24
const WEBP_HEADER_BYTES = 30

function readPng(file: Buffer): ImageHeader | null {
  if (file.length < PNG_HEADER_BYTES || file.toString('latin1', 12, 16) !== 'IHDR') return null
  return { format: 'png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) }
}

/** The frame header of a JPEG: SOF0 to SOF15 but for the three that are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function readJpeg(file: Buffer): ImageHeader | null {
  for (let at = 2; at + 9 <= file.length;) {
    if (file[at] !== 0xff) return null
    const marker = file[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) return { format: 'jpeg', height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
    at += 2 + file.readUInt16BE(at + 2)
  }
  return null
}

function readWebp(file: Buffer): ImageHeader | null {
  if (file.length < WEBP_HEADER_BYTES) return null
  const chunk = file.toString('latin1', 12, 16)
  if (chunk === 'VP8X') return { format: 'webp', width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8 ')
    return { format: 'webp', width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff }
  if (chunk !== 'VP8L') return null
  const bits = file.readUInt32LE(21)
  return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** Reads the header of a JPEG, PNG or WebP; null for everything else. */
export function readHeader(file: Buffer): ImageHeader | null {
  if (file.subarray(0, PNG.length).equals(PNG)) return readPng(file)
  if (file[0] === 0xff && file[1] === 0xd8) return readJpeg(file)
  const isWebp = file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? readWebp(file) : null
}
