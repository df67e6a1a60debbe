import { Text, View } from '@tarojs/components'
import { Press } from '../../ui/press/press'
import './stepper.scss'

type StepperProps = { value: number; max: number; onChange: (value: number) => void }

const One = ({ sign, label, off, onPress }: { sign: string; label: string; off: boolean; onPress: () => void }) => (
  <Press className={`stepper-one ${off ? 'stepper-off' : ''}`} label={label} disabled={off} onPress={onPress}>
    <Text>{sign}</Text>
  </Press>
)

/** How many, from one up. */
export const Stepper = ({ value, max, onChange }: StepperProps) => (
  <View className="row stepper">
    <One sign="−" label="少换一份" off={value <= 1} onPress={() => onChange(value - 1)} />
    <Text className="num t17 stepper-value">{value}</Text>
    <One sign="+" label="多换一份" off={value >= max} onPress={() => onChange(value + 1)} />
  </View>
)
