import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../ui/block/card'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import { rowLine } from './row-line'

type Section = Output<'privacy.export'>['sections'][number]

/** Long lists are for copying; on the screen the first rows show what kind of thing is kept. */
const SHOWN = 20

export const ExportSection = ({ section: { title, rows } }: { section: Section }) => {
  const [open, setOpen] = useState(false)
  return (
    <Card>
      <Press
        className="row between"
        label={`${title}，${rows.length} 条`}
        dim
        onPress={() => setOpen((before) => !before)}
      >
        <Text className="t17">{title}</Text>
        <View className="row gap4 t12 ink-3">
          <Text>{rows.length} 条</Text>
          <Icon name={open ? 'down' : 'right'} size={14} bold />
        </View>
      </Press>
      {open
        ? rows.slice(0, SHOWN).map((row, index) => (
            <View key={index} className="t12 ink-2 top8 export-row">
              {rowLine(row)}
            </View>
          ))
        : null}
      {open && rows.length > SHOWN ? (
        <View className="t12 ink-3 top8">{`还有 ${rows.length - SHOWN} 条，复制后能看到全部`}</View>
      ) : null}
    </Card>
  )
}
