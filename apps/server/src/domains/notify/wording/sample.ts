import type { Input, Output } from '@huitou/shared/api'
import { TOPIC_WORDS } from '@huitou/shared/notify/topic-word-rules'
import {
  rendered,
  sampleFacts,
  SAMPLE_NICKNAME,
  TITLE_MAX,
  valuesOf,
  WORDS_MAX,
} from '@huitou/shared/notify/wording-rules'
import { brandOf } from '#server/domains/store/queries'
import { randomCode } from '#server/platform/crypto/random'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { tellSample } from '../tell'
import { mustBeKnown } from './wording'

/** What words come to, for a member who could be. Refuses wording_variables. */
export async function previewOf(read: Reader, asked: Input<'notify.preview'>): Promise<Output<'notify.preview'>> {
  const { topic, title, text } = asked
  mustBeKnown(topic, title, text)
  const { name: shop } = await brandOf(read)
  const values = valuesOf(topic, sampleFacts(topic), { nickname: SAMPLE_NICKNAME, shop })
  return { title: rendered(title, values, TITLE_MAX), text: rendered(text, values, WORDS_MAX) }
}

type Testing = Input<'notify.testSend'> & { now: Date }

/** Tells one member a sample of a topic, by the way that every message takes. Refuses not_found. Answers the message's id. */
export async function testSend(tx: Tx, { topic, memberId, now }: Testing): Promise<string> {
  const { label } = TOPIC_WORDS[topic]
  const told = {
    ...{ memberId, topic, title: `测试：${label}`, words: '店里在试这类消息，不用理会' },
    ...{ page: 'account/inbox/index', facts: sampleFacts(topic) },
  }
  return found(await tellSample(tx, told, `sample:${randomCode()}`, now))
}
