import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Storage } from './port'
import { createStorage } from './storage'

const KEY_ID = 'AKIDEXAMPLE'
const BYTES = Buffer.from([0, 1, 2, 255, 254])

/** A bucket on loopback that keeps what is put and asks for a signature as S3 does. */
async function startBucket() {
  const files = new Map<string, Buffer>()
  const asked: IncomingMessage[] = []
  let broken = false
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      asked.push(request)
      const signed =
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-shanghai\/s3\/aws4_request, ?SignedHeaders=.*host.*, ?Signature=[0-9a-f]{64}$/
      if (broken || !signed.test(request.headers.authorization ?? ''))
        return response.writeHead(broken ? 503 : 403).end()
      const name = request.url ?? ''
      if (request.method === 'PUT') files.set(name, Buffer.concat(pieces))
      if (request.method === 'DELETE') files.delete(name)
      const file = files.get(name)
      if (request.method === 'GET') return response.writeHead(file ? 200 : 404).end(file)
      return response.writeHead(request.method === 'DELETE' ? 204 : 200, { etag: '"1"' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pictures`,
    files,
    asked,
    break: () => (broken = true),
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function keepsAndForgets(storage: Storage) {
  expect(await storage.get('a.webp')).toBeNull()
  await storage.put('a.webp', BYTES, 'image/webp')
  await storage.put('a.webp', BYTES, 'image/webp')
  expect(await storage.get('a.webp')).toEqual(BYTES)
  await storage.remove('a.webp')
  await storage.remove('a.webp')
  expect(await storage.get('a.webp')).toBeNull()
}

const bucketOf = (url: string) =>
  createStorage({
    DATA_DIR: 'unused',
    STORAGE_URL: url,
    STORAGE_REGION: 'ap-shanghai',
    STORAGE_KEY_ID: KEY_ID,
    STORAGE_SECRET: 'x'.repeat(40),
  })

test('a folder keeps files and nothing outside itself', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'huitou-storage-'))
  const storage = createStorage({
    ...{ DATA_DIR: folder, STORAGE_REGION: 'auto' },
    ...{ STORAGE_URL: undefined, STORAGE_KEY_ID: undefined, STORAGE_SECRET: undefined },
  })
  await keepsAndForgets(storage)
  for (const name of ['../a.webp', 'a/b.webp', '/etc/passwd', '.'])
    await expect((async () => storage.put(name, BYTES, 'image/webp'))()).rejects.toThrow('no name')
  await rm(folder, { recursive: true })
})

test('a bucket is asked with a signature, and its trouble is told', async () => {
  const bucket = await startBucket()
  const storage = bucketOf(bucket.url)
  await keepsAndForgets(storage)
  const put = bucket.asked.find((request) => request.method === 'PUT')
  expect(put?.url).toBe('/pictures/a.webp')
  expect(put?.headers).toMatchObject({
    'content-type': 'image/webp',
    'x-amz-date': expect.stringMatching(/^\d{8}T/) as string,
  })
  bucket.break()
  await expect(storage.put('b.webp', BYTES, 'image/webp')).rejects.toThrow('503')
  await expect(storage.get('b.webp')).rejects.toThrow('503')
  await bucket.stop()
})

test('half a configuration is none', () => {
  expect(() =>
    createStorage({
      ...{ DATA_DIR: '', STORAGE_REGION: 'auto', STORAGE_URL: 'http://x/y' },
      ...{ STORAGE_KEY_ID: undefined, STORAGE_SECRET: undefined },
    }),
  ).toThrow('STORAGE_URL needs')
})
