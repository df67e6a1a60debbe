import { View } from '@tarojs/components'
import type { CallFailed } from '../../kit/call/failure'
import { Note } from '../../ui/block/note'

/** Why the button above or below did not work, in words. */
export const FailureNote = ({ failure }: { failure: CallFailed | null }) =>
  failure && (
    <View className="top12" role="alert">
      <Note icon="alert" tone="warn">
        {failure.detail}
      </Note>
    </View>
  )
