import type { Input } from '@huitou/shared/api'
import { lockMember } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { accept, phoneKey } from './credit'
import { knownTemplates } from '../template'

type Answered = Input<'notify.answered'> & { memberId: string; now: Date }

/** What the phone says that its person answered in WeChat's pop-up. Answers how many accepts stand, as text: it is what `show` shows. */
export async function answered(tx: Tx, { memberId, answers, now }: Answered): Promise<string> {
  await lockMember(tx, memberId)
  const accepted = [...new Set(answers.filter(({ status }) => status === 'accept').map((one) => one.templateId))]
  const known = await knownTemplates(tx, accepted)
  let standing = 0
  for (const templateId of accepted)
    if (
      known.has(templateId) &&
      (await accept(tx, { memberId, templateId }, { by: 'phone', sourceKey: phoneKey(), now }))
    )
      standing += 1
  return String(standing)
}
