import { Text, View } from '@tarojs/components'
import type { CallFailed } from '../../kit/call/failure'
import { Press } from '../../ui/press/press'

type FieldFootProps = { failure: CallFailed | null; clear: string | null; busy: boolean; onClear: () => void }

/** Under a field: why it was not saved, and how to take it back. */
export const FieldFoot = ({ failure, clear, busy, onClear }: FieldFootProps) => (
  <View>
    {failure ? <View className="t12 ink-danger top8">{failure.detail}</View> : null}
    {clear ? (
      <Press className="field-clear t12 ink-3" label={clear} disabled={busy} dim onPress={onClear}>
        <Text>{clear}</Text>
      </Press>
    ) : null}
  </View>
)
