import { FINE_LABEL } from '#simulator/api/safety/word-list'
import { tell } from '#simulator/push/tell'
import type { MediaVerdict } from '#simulator/state/safety'
import type { World } from '#simulator/world'

/** WeChat promises half an hour at most; seconds are what a person at a test device will wait. */
const VERDICT_AFTER_MS = 10_000

const DOWNLOAD_FAILED = -1008

type Judgement = Pick<MediaVerdict, 'errcode' | 'suggest' | 'label'>

// The address decides, for nothing is downloaded. Whole words only where "preview" and the like would be caught.
const judge = (mediaUrl: string): Judgement => {
  if (/\bmissing\b/.test(mediaUrl)) return { errcode: DOWNLOAD_FAILED, suggest: 'pass', label: FINE_LABEL }
  if (mediaUrl.includes('risky')) return { errcode: 0, suggest: 'risky', label: 20002 }
  if (/\bdoubtful\b/.test(mediaUrl)) return { errcode: 0, suggest: 'review', label: 21000 }
  return { errcode: 0, suggest: 'pass', label: FINE_LABEL }
}

/** A failed download still says "pass" in its result: only errcode 0 makes the result count. */
const fieldsOf = (appId: string, { traceId, errcode, suggest, label }: MediaVerdict) => ({
  appid: appId,
  trace_id: traceId,
  version: 2,
  detail: errcode === 0 ? [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }] : [],
  errcode,
  errmsg: errcode === 0 ? 'ok' : 'download failed',
  result: { suggest, label },
})

/** The verdict on a picture or a sound comes later, as an event. */
export const planVerdict = (world: World, asked: Pick<MediaVerdict, 'traceId' | 'openId' | 'mediaUrl'>) => {
  const atMs = world.clock.now() + VERDICT_AFTER_MS
  world.schedule.plan(atMs, () => {
    const verdict = { ...asked, ...judge(asked.mediaUrl), atMs }
    world.safety.mediaVerdicts.push(verdict)
    tell(world, {
      appEvent: 'wxa_media_check',
      openId: asked.openId,
      fields: fieldsOf(world.app.appId, verdict),
      atMs,
    })
  })
}
