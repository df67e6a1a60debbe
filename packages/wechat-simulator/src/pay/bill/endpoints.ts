import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { writeBill, type BillType } from '#simulator/pay/bill/bill'
import type { PayCall, PayEndpoint } from '#simulator/pay/endpoint'
import { refuse, wrongParameter } from '#simulator/pay/failure'
import { oneOf } from '#simulator/pay/fields'
import { randomText } from '#simulator/pay/signature/signing'
import type { Pay } from '#simulator/pay/state'
import { momentOf } from '#simulator/pay/time'
import type { World } from '#simulator/world'

const DAY_MS = 86_400_000
const READY_AFTER_MS = DAY_MS + 10 * 3_600_000
const DOWNLOAD = '/v3/billdownload/file'

const dayOf = (text: string | undefined) => {
  const startMs = momentOf(`${text ?? ''}T00:00:00+08:00`)
  if (text === undefined || startMs === undefined) return wrongParameter('bill_date', 'must be YYYY-MM-DD')
  return { day: text, startMs }
}

const typeOf = (text: string | undefined): BillType =>
  text === undefined ? 'ALL' : oneOf('ALL', 'SUCCESS', 'REFUND')(text, 'bill_type')

const billOf = (world: World, pay: Pay, { query }: PayCall) => {
  const { day, startMs } = dayOf(query.bill_date)
  const type = typeOf(query.bill_type)
  const { tar_type } = query
  if (tar_type !== undefined) oneOf('GZIP')(tar_type, 'tar_type')
  const nowMs = world.clock.now()
  if (nowMs < startMs + DAY_MS) wrongParameter('bill_date', 'is not over')
  if (nowMs < startMs + READY_AFTER_MS)
    refuse(400, 'STATEMENT_CREATING', '账单生成中，请先检查当日该商户号是否有成功的交易')
  const bill = writeBill(pay, day, type) ?? refuse(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
  const token = randomText(40)
  pay.bills.set(token, bill)
  return {
    hash_type: 'SHA1',
    // Of the text itself also when it travels compressed.
    hash_value: createHash('sha1').update(bill, 'utf8').digest('hex'),
    download_url: `${pay.url}${DOWNLOAD}?token=${token}${tar_type === undefined ? '' : '&tartype=gzip'}`,
  }
}

const fileOf = (pay: Pay, { query }: PayCall) => {
  const bill = pay.bills.get(query.token ?? '') ?? refuse(404, 'RESOURCE_NOT_EXISTS', '账单文件不存在')
  const bytes = Buffer.from(bill, 'utf8')
  return query.tartype === 'gzip'
    ? { contentType: 'application/x-gzip', bytes: gzipSync(bytes) }
    : { contentType: 'text/plain', bytes }
}

/** The daily bill: where it lies, and the file. */
export const billEndpoints: readonly PayEndpoint[] = [
  { method: 'GET', path: '/v3/bill/tradebill', answer: (world, pay, call) => ({ json: billOf(world, pay, call) }) },
  { method: 'GET', path: DOWNLOAD, answer: (_world, pay, call) => ({ download: fileOf(pay, call) }) },
]
