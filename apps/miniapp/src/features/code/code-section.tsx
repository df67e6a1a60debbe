import Taro from '@tarojs/taro'
import { useState } from 'react'
import { CodePanel } from '../../ui/code/code-panel'
import { FailurePage } from '../asked/failure-page'
import type { useShownCode } from './use-shown-code'

const MARGINS_PX = 32

type CodeSectionProps = { shown: ReturnType<typeof useShownCode>; name: string; qrMaxPx: number }

/** The panel, or why there is none. */
export const CodeSection = ({ shown, name, qrMaxPx }: CodeSectionProps) => {
  const [roomPx] = useState(() => Taro.getWindowInfo().windowWidth - MARGINS_PX)
  const { code, secondsLeft, lifeSeconds, failure, refreshing, refresh } = shown
  const retry = () => void refresh()
  if (failure) {
    return <FailurePage title={`${name}没有取到`} failure={failure} busy={refreshing} onRetry={retry} />
  }
  return (
    <CodePanel
      code={code?.code ?? null}
      digits={code?.digits ?? null}
      secondsLeft={secondsLeft}
      lifeSeconds={lifeSeconds}
      name={name}
      roomPx={roomPx}
      qrMaxPx={Math.min(qrMaxPx, roomPx - 64)}
      refreshing={refreshing}
      onRefresh={retry}
    />
  )
}
