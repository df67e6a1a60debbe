import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { WordingCard } from '@huitou/shared/notify/console-contract'
import { TOPICS, type Topic } from '@huitou/shared/notify/topic-rules'
import { cut, rendered, unknownVariables, valuesOf, variablesOf } from '@huitou/shared/notify/wording-rules'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import type { Told } from '../trigger/told'
import { Wordings, type WordingRow } from './entities'

/** As wide as the columns are: a name or a nickname may be long. */
const TITLE_KEPT = 40
const WORDS_KEPT = 200

/** Refuses wording_variables, saying which. */
export function mustBeKnown(topic: Topic, ...templates: string[]) {
  const unknown = templates.flatMap((one) => unknownVariables(topic, one))
  if (unknown.length > 0) throw new Refused('wording_variables', { facts: { unknown } })
}

type Saving = Input<'notify.saveWording'> & { operatorId: string; now: Date }

/** Keeps words of the shop's own for a topic, or goes back to the usual ones. Answers the row's id. */
export async function saveWording(tx: Tx, { topic, wording, operatorId, now }: Saving): Promise<string> {
  if (wording) mustBeKnown(topic, wording.title, wording.text)
  const saved = { title: wording?.title ?? null, words: wording?.text ?? null, savedBy: operatorId, savedAt: now }
  await tx.upsert(Wordings, { topic, ...saved }, ['topic'])
  return (await tx.findOneByOrFail(Wordings, { topic })).id
}

const present = (topic: Topic, row: WordingRow | undefined): WordingCard => ({
  ...{ topic, variables: variablesOf(topic), title: row?.title ?? null, text: row?.words ?? null },
})

export async function allWordings(read: Reader): Promise<WordingCard[]> {
  const rows = await read.find(Wordings, { where: { topic: In([...TOPICS]) } })
  return TOPICS.map((topic) =>
    present(
      topic,
      rows.find((row) => row.topic === topic),
    ),
  )
}

export async function wordingCard(read: Reader, id: string): Promise<WordingCard> {
  const row = await read.findOneByOrFail(Wordings, { id })
  return present(row.topic, row)
}

/** The title and words of what is told: the shop's own where it wrote some. */
export async function wordsOf(read: Reader, topics: readonly Topic[], shop: string) {
  const own = new Map((await read.find(Wordings, { where: { topic: In([...topics]) } })).map((row) => [row.topic, row]))
  return ({ topic, title, words, facts }: Told, nickname: string | null) => {
    const row = own.get(topic)
    if (!row || row.title === null || row.words === null)
      return { title: cut(title, TITLE_KEPT), words: cut(words, WORDS_KEPT) }
    const values = valuesOf(topic, facts, { nickname, shop })
    return { title: rendered(row.title, values, TITLE_KEPT), words: rendered(row.words, values, WORDS_KEPT) }
  }
}
