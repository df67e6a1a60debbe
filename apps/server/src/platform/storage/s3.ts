import { S3mini } from 's3mini'
import type { Storage } from './port'

type Bucket = { url: string; region: string; keyId: string; secret: string }

const TIMEOUT_MS = 15_000

/** A bucket that speaks S3, at an address that names it: its host (COS, OSS) or its path (MinIO). */
export function s3Storage({ url, region, keyId, secret }: Bucket): Storage {
  const bucket = new S3mini({
    endpoint: url,
    region,
    accessKeyId: keyId,
    secretAccessKey: secret,
    requestAbortTimeout: TIMEOUT_MS,
  })
  return {
    async put(name, bytes, type) {
      const response = await bucket.putObject(name, bytes, type)
      if (!response.ok) throw new Error(`the storage answered ${response.status} to a file`)
    },
    async get(name) {
      const bytes = await bucket.getObjectArrayBuffer(name)
      return bytes === null ? null : Buffer.from(bytes)
    },
    async remove(name) {
      await bucket.deleteObject(name)
    },
  }
}
