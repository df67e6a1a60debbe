import { Text, View } from '@tarojs/components'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './scan-block.scss'

const ANY = { label: '扫会员码、券码或取货码', words: '扫会员码 / 券码 / 取货码', note: '自动识别，不用先选类型' }

type ScanBlockProps = { busy: boolean; onScan: () => void; of?: typeof ANY }

/** The largest thing on the page: one scanner for whatever a customer, or the wall, shows. */
export const ScanBlock = ({ busy, onScan, of: { label, words, note } = ANY }: ScanBlockProps) => (
  <Press className="scan-block" label={label} disabled={busy} onPress={onScan}>
    <View className={`scan-block-icon ${busy ? 'scan-block-busy' : ''}`}>
      <Icon name="scan" size={64} />
    </View>
    <Text className="t22 center">{busy ? '正在认这个码' : words}</Text>
    <Text className="t14">{note}</Text>
  </Press>
)
