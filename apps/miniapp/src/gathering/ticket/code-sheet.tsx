import { View } from '@tarojs/components'
import { useCallback, useEffect } from 'react'
import { CodeSection } from '../../features/code/code-section'
import { useInFront } from '../../features/code/use-in-front'
import { useShownCode } from '../../features/code/use-shown-code'
import { send } from '../../kit/call/call'
import { Sheet } from '../../ui/sheet/sheet'

const QR_MAX_PX = 200

type CodeProps = { ticketId: string; title: string; onRefused: () => Promise<void> }

/** When it is refused, the gathering itself is asked why: called off, over, or the ticket used meanwhile. */
const Code = ({ ticketId, title, onRefused }: CodeProps) => {
  const fetch = useCallback(() => send('gathering.showCode', { ticketId }), [ticketId])
  const shown = useShownCode(fetch, title, useInFront())
  const refused = shown.failure !== null && /^(ticket|gathering)_/.test(shown.failure.code)
  useEffect(() => {
    if (refused) void onRefused()
  }, [refused, onRefused])
  return <CodeSection shown={shown} name="入场码" qrMaxPx={QR_MAX_PX} />
}

type CodeSheetProps = CodeProps & { open: boolean; onClose: () => void }

/** What the clerk at the door scans. */
export const CodeSheet = ({ open, onClose, ...code }: CodeSheetProps) => (
  <Sheet title={`入场码 · ${code.title}`} open={open} onClose={onClose}>
    <View className="gathering-code">
      <Code {...code} />
    </View>
  </Sheet>
)
