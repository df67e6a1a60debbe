import { useCallback } from 'react'
import { asCallFailed } from '../../kit/call/failure'
import { device } from '../../kit/device/device'
import { sceneOfPath } from '../../kit/launch'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'
import { useFailureSaid } from '../asked/use-failure-said'

/** The scene of a scanned code: null when the scanner was closed, '' when the code is none of ours. */
const scannedScene = async () => {
  const found = await device.scan()
  if (found === null) return null
  return (found.kind === 'mini_code' ? sceneOfPath(found.path) : null) ?? ''
}

/** The bonus for being in the store, through the code at its counter: scanned now, or the one the page was opened with. */
export const useVisit = (onDone: () => void) => {
  const { busy, failure, run } = useSend('checkin.visitStore')
  useFailureSaid(failure)

  const visit = useCallback(
    async (scene: string) => {
      const answer = await run({ scene })
      if (answer === null) return
      device.vibrate('done')
      say(`到店签到，+${answer.points} 积分`)
      onDone()
    },
    [run, onDone],
  )

  const scanAndVisit = useCallback(async () => {
    try {
      const scene = await scannedScene()
      if (scene === null) return
      if (scene === '') say('这个码不能到店签到，请扫收银台旁的签到码')
      else await visit(scene)
    } catch (thrown) {
      say(asCallFailed(thrown).detail)
    }
  }, [visit])

  return { busy, visit, scanAndVisit }
}
