import type { Asked } from '../../kit/use-ask'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'

/** Stands where a small part of a page would, when it could not be had: the rest of the page is of use without it. */
export const AgainRow = <Data,>({ what, asked }: { what: string; asked: Asked<Data> }) =>
  asked.data === null && asked.failure ? (
    <RowItem
      title={`${what}没有取到`}
      note={asked.failure.detail}
      end={<Btn kind="line" size="small" label="再试一次" busy={asked.reloading} onPress={() => void asked.reload()} />}
    />
  ) : null
