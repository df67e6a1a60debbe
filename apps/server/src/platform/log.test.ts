import { Writable } from 'node:stream'
import { QueryFailedError } from 'typeorm'
import { createLog } from './log'

test('a failed query is logged without its parameters, and named secrets are cut', () => {
  const lines: string[] = []
  const log = createLog(
    'info',
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString())
        done()
      },
    }),
  )
  const error = new QueryFailedError(
    'INSERT INTO member (phone) VALUES (?)',
    ['13812345678'],
    new Error('disk I/O error'),
  )
  log.error({ err: error, call: { authorization: 'Bearer canary', secret: 'canary', phone: '13812345678' } }, 'failed')
  const text = lines.join('')
  expect(text).toContain('disk I/O error')
  expect(text).not.toMatch(/13812345678|canary/)
})
