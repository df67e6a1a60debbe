import path from 'node:path'
import type { Settings } from '@huitou/config/settings'
import { folderStorage } from './folder'
import type { Storage } from './port'
import { s3Storage } from './s3'

type Wanted = Pick<Settings, 'DATA_DIR' | 'STORAGE_URL' | 'STORAGE_REGION' | 'STORAGE_KEY_ID' | 'STORAGE_SECRET'>

/** A folder beside the database, or, where one is set, a bucket that speaks S3 (COS, OSS, MinIO). */
export function createStorage(settings: Wanted): Storage {
  const { STORAGE_URL: url, STORAGE_REGION: region, STORAGE_KEY_ID: keyId, STORAGE_SECRET: secret } = settings
  if (url === undefined) return folderStorage(path.join(settings.DATA_DIR, 'files'))
  if (keyId === undefined || secret === undefined)
    throw new Error('STORAGE_URL needs STORAGE_KEY_ID and STORAGE_SECRET')
  return s3Storage({ url, region, keyId, secret })
}
