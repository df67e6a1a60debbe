import { Text, View } from '@tarojs/components'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './scan-block.scss'

/** The largest thing on the page: one scanner for whatever a customer, or the wall, shows. */
export const ScanBlock = ({ busy, onScan }: { busy: boolean; onScan: () => void }) => (
  <Press className="scan-block" label="扫会员码、券码或取货码" disabled={busy} onPress={onScan}>
    <View className={`scan-block-icon ${busy ? 'scan-block-busy' : ''}`}>
      <Icon name="scan" size={64} />
    </View>
    <Text className="t22 center">{busy ? '正在认这个码' : '扫会员码 / 券码 / 取货码'}</Text>
    <Text className="t14">自动识别，不用先选类型</Text>
  </Press>
)
