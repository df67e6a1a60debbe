import { Text, View } from '@tarojs/components'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './scan-block.scss'

/** The largest thing on the page: scanning. Beneath it what to do when the camera fails. */
export const ScanBlock = ({ busy, onScan, onType }: { busy: boolean; onScan: () => void; onType: () => void }) => (
  <View>
    <Press className="scan-block" label="扫会员码或券码" disabled={busy} onPress={onScan}>
      <View className={`scan-block-icon ${busy ? 'scan-block-busy' : ''}`}>
        <Icon name="scan" size={64} />
      </View>
      <Text className="t22">{busy ? '正在认这个码' : '扫会员码 / 券码'}</Text>
      <Text className="t14">自动识别，不用先选类型</Text>
    </Press>
    <Press className="scan-block-type" label="手动输 8 位口令" dim onPress={onType}>
      <Icon name="keypad" size={24} />
      <View className="grow">
        <View className="t15">手动输口令</View>
        <View className="t12 ink-3">扫不上时，请客人念 8 位数字</View>
      </View>
      <Icon name="right" size={16} bold />
    </Press>
  </View>
)
