import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

/** Where people come from, as every shop begins; an operator adds, renames and retires (S-035). */
const SOURCES: [key: string, name: string][] = [
  ['walkin', '门店流量'],
  ['staff', '员工人脉'],
  ['leaflet', '物料/DM单'],
  ['field', '地推'],
  ['takeaway', '外卖平台'],
  ['media', '自媒体平台'],
  ['event', '线下活动'],
  ['local', '同城信息'],
  ['moments', '朋友圈广点通'],
  ['district', '商圈流量'],
  ['seo', 'SEO'],
  ['video', '短视频'],
  ['forum', '论坛'],
  ['portal', '门户'],
  ['live', '直播媒体'],
  ['menu', '公众号菜单'],
  ['article', '公众号文章'],
  ['pay', '支付后入会'],
  ['fission', '裂变邀请'],
  ['ads', '广告投放'],
  ['kol', '达人合作'],
  ['partner', '异业合作'],
]

const SOURCE_OF_KIND = { store: 'walkin', table: 'walkin', staff: 'staff', material: 'leaflet' }

const Keep = altering(
  'KeepWhatEachCodeBrings1763769600026',
  [
    {
      table: 'channel_code',
      add: (c) => [
        c.ref('source_id', { default: 0 }),
        c.ref('staff_id', { isNullable: true }),
        c.ref('personal_of', { isNullable: true }),
        c.ref('batch_id', { isNullable: true }),
        c.ref('template_id', { isNullable: true }),
        c.text('benefit', 40, { isNullable: true }),
        c.ref('used_by', { isNullable: true }),
        c.instant('used_at', { isNullable: true }),
      ],
      unique: [['personal_of']],
      index: [
        ['store_id', 'batch_id', 'id'],
        ['batch_id', 'id'],
        ['staff_id'],
        ['source_id', 'batch_id', 'id'],
        ['used_by'],
      ],
    },
    { table: 'channel_touch', add: (c) => [c.ref('offer_code_id', { isNullable: true })] },
  ],
  [
    {
      name: 'channel_source',
      columns: (c) => [
        c.key(),
        c.token('source_key', 16, { isNullable: true }),
        c.text('name', 16),
        c.instant('retired_at', { isNullable: true }),
      ],
      unique: [['source_key'], ['name']],
    },
    {
      name: 'channel_batch',
      columns: (c) => [
        c.key(),
        c.token('kind', 16),
        c.text('name', 16),
        c.ref('source_id'),
        c.ref('store_id'),
        c.ref('template_id', { isNullable: true }),
        c.text('benefit', 40, { isNullable: true }),
        c.count('total'),
        c.count('made'),
        c.token('state', 8),
        c.ref('created_by'),
        c.instant('created_at'),
      ],
      index: [['state', 'id']],
      checks: { made: 'made >= 0 AND made <= total' },
    },
    {
      name: 'channel_given',
      columns: (c) => [c.key(), c.ref('code_id'), c.token('person', 64), c.ref('coupon_id'), c.instant('at')],
      unique: [['code_id', 'person'], ['coupon_id']],
    },
    {
      name: 'channel_walkin',
      columns: (c) => [
        c.key(),
        c.ref('store_id'),
        c.count('day'),
        c.count('people'),
        c.ref('entered_by'),
        c.instant('entered_at'),
      ],
      unique: [['store_id', 'day']],
    },
    {
      name: 'channel_walkin_entry',
      columns: (c) => [c.key(), c.ref('walkin_id'), c.count('people'), c.ref('entered_by'), c.instant('entered_at')],
      index: [['walkin_id', 'id']],
    },
    {
      name: 'channel_cost',
      columns: (c) => [
        c.key(),
        c.ref('source_id'),
        c.ref('code_id', { isNullable: true }),
        c.ref('batch_id', { isNullable: true }),
        c.count('from_day'),
        c.count('until_day'),
        c.amount('amount_fen'),
        c.text('note', 40),
        c.ref('entered_by'),
        c.instant('entered_at'),
        c.instant('removed_at', { isNullable: true }),
      ],
      index: [
        ['until_day', 'from_day'],
        ['removed_at', 'id'],
      ],
    },
    {
      name: 'channel_target',
      columns: (c) => [
        c.ref('staff_id', { isPrimary: true }),
        c.count('daily'),
        c.token('set_by', 32),
        c.instant('set_at'),
      ],
    },
    {
      name: 'attribution_member',
      columns: (c) => [
        c.ref('member_id', { isPrimary: true }),
        c.ref('code_id'),
        c.count('day'),
        c.instant('joined_at'),
        c.flag('is_new'),
        c.flag('bought'),
        c.amount('spent_fen'),
      ],
      index: [['day', 'code_id']],
    },
    {
      name: 'attribution_day',
      columns: (c) => [
        c.count('day', { isPrimary: true }),
        c.ref('code_id', { isPrimary: true }),
        c.count('scans'),
        c.count('consents'),
        c.count('joins'),
        c.count('buyers'),
        c.amount('spent_fen'),
      ],
      index: [['code_id', 'day']],
    },
  ],
)

/** Sources, what each code is to give and has given, and what came of it. The codes of before get the source of their kind. */
export class KeepWhatEachCodeBrings extends Keep {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    for (const [key, name] of SOURCES) {
      const [known] = (await runner.query('SELECT id FROM channel_source WHERE source_key = ?', [key])) as object[]
      if (!known) await runner.query('INSERT INTO channel_source (source_key, name) VALUES (?, ?)', [key, name])
    }
    for (const [kind, key] of Object.entries(SOURCE_OF_KIND))
      await runner.query(
        'UPDATE channel_code SET source_id = (SELECT id FROM channel_source WHERE source_key = ?) WHERE kind = ? AND source_id = 0',
        [key, kind],
      )
  }
}
