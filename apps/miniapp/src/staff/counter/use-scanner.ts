import { useState } from 'react'
import { ask } from '../../kit/call/call'
import { asCallFailed, type CallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'
import type { Scanned } from '../../kit/device/port'
import { sceneOfPath } from '../../kit/launch'
import { openPage, replacePage } from '../../kit/navigate'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'
import { inputOf } from './scanned-input'
import { chooseStore } from './store-choice'
import { rememberVisit } from './visit-memory'

/** Changes to the store whose code was scanned; why not, where it is no code of a store of one's own. */
async function standBy(found: Scanned): Promise<{ title: string; text: string } | null> {
  const scene = found.kind === 'mini_code' ? sceneOfPath(found.path) : null
  if (scene === null) return { title: '这不是会员码', text: '请扫客人手机上的会员码、券码或取货码' }
  const { mine, storeId, storeName } = await ask('counter.place', { scene })
  if (!mine) return { title: `这是${storeName}的码`, text: '你不在这家店当班。请扫客人手机上的码' }
  chooseStore(storeId)
  device.vibrate('done')
  say(`现在在${storeName}`)
  return null
}

type Way = 'open' | 'replace'

/**
 * Scan, or typed digits, up to the page that shows what was found. `refusal` is why it did not get that far, in words.
 */
export const useScanner = (storeId: string | null, way: Way = 'open') => {
  const { busy, failure, run, clear } = useSend('counter.scan')
  const [own, setOwn] = useState<{ title: string; text: string } | null>(null)

  const exchange = async (code: { code: string } | { digits: string }) => {
    if (storeId === null) return false
    const found = await run({ storeId, ...code })
    if (!found) {
      device.vibrate('refused')
      return false
    }
    rememberVisit(found.visit)
    await (way === 'open' ? openPage : replacePage)('staff/result/index', { visitId: found.visit.id })
    return true
  }

  const scan = async () => {
    dismiss()
    try {
      const found = await device.scan()
      if (!found) return
      const input = inputOf(found)
      if (input) await exchange(input)
      else await standIn(found)
    } catch (thrown) {
      refuse('没有扫成', asCallFailed(thrown).detail)
    }
  }

  /** A code of the shop's own says where the clerk stands. */
  const standIn = async (found: Scanned) => {
    const refused = await standBy(found)
    if (refused) refuse(refused.title, refused.text)
  }

  const refuse = (title: string, text: string) => {
    device.vibrate('refused')
    setOwn({ title, text })
  }

  const dismiss = () => {
    setOwn(null)
    clear()
  }

  return {
    busy,
    scan,
    type: (digits: string) => exchange({ digits }),
    refusal: own ?? refusalOf(failure),
    dismiss,
  }
}

const refusalOf = (failure: CallFailed | null) =>
  failure && { title: failure.offline ? '没连上网' : '没有扫成', text: failure.detail }
