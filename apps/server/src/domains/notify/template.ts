import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { TemplateCard } from '@huitou/shared/notify/console-contract'
import { MOMENTS, TOPIC_FACTS, TOPICS, unknownFacts, type Moment, type Topic } from '@huitou/shared/notify/topic-rules'
import { isField } from '@huitou/shared/notify/value-rules'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Templates, type TemplateRow } from './entities'

type Saving = Input<'notify.saveTemplate'> & { operatorId: string; now: Date }

/** Says which template carries a topic. Refuses `template_fields`. Answers the row's id. */
export async function saveTemplate(tx: Tx, { topic, templateId, fields, enabled, operatorId, now }: Saving) {
  const names = Object.keys(fields)
  if (names.length === 0 || !names.every(isField) || unknownFacts(topic, fields).length > 0)
    throw new Refused('template_fields')
  const saved = { templateId, fields, enabled, savedBy: operatorId, savedAt: now }
  await tx.upsert(Templates, { topic, ...saved }, ['topic'])
  return (await tx.findOneByOrFail(Templates, { topic })).id
}

const present = (topic: Topic, row: TemplateRow | undefined): TemplateCard => ({
  ...{ topic, facts: TOPIC_FACTS[topic], templateId: row?.templateId ?? null },
  ...{ fields: row?.fields ?? {}, enabled: row?.enabled ?? false },
})

/** Every topic, with what carries it. */
export async function allTemplates(read: Reader): Promise<TemplateCard[]> {
  const rows = await read.find(Templates, { where: { topic: In([...TOPICS]) } })
  return TOPICS.map((topic) =>
    present(
      topic,
      rows.find((row) => row.topic === topic),
    ),
  )
}

export async function templateCard(read: Reader, id: string): Promise<TemplateCard> {
  const row = await read.findOneOrFail(Templates, { where: { id } })
  return present(row.topic, row)
}

/** What may be asked for beside an action. Topics may share a template; it is asked for once. */
export async function wantedAt(read: Reader, moment: Moment): Promise<string[]> {
  const rows = await read.find(Templates, { where: { topic: In([...MOMENTS[moment]]), enabled: true } })
  return [...new Set(rows.map(({ templateId }) => templateId))]
}

/** Of these templates, those that carry a topic here. */
export async function knownTemplates(read: Reader, templateIds: readonly string[]): Promise<Set<string>> {
  const rows = await read.find(Templates, { where: { templateId: In([...templateIds]), enabled: true } })
  return new Set(rows.map(({ templateId }) => templateId))
}
