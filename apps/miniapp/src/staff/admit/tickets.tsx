import type { CounterTicket } from '@huitou/shared/gathering/contract'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { FailureNote } from '../counter/failure-note'
import type { useAdmission } from './use-admission'

type TicketsProps = { tickets: readonly CounterTicket[]; admission: ReturnType<typeof useAdmission> }

const noteOf = ({ why, usable, walkIn }: CounterTicket) => {
  if (!usable) return why ?? '现在不能入场'
  return walkIn ? '没报名，可现场入场' : '报过名了，可以入场'
}

/** What goes on here now, with the door one tap away. */
export const Tickets = ({ tickets, admission: { underway, failure, admit } }: TicketsProps) =>
  tickets.length === 0 ? null : (
    <Card className="top12 card-rows" title="现在的活动">
      {tickets.map((ticket) => (
        <RowItem
          key={ticket.gatheringId}
          icon="calendar"
          tone={ticket.usable ? 'ok' : 'plain'}
          title={ticket.title}
          note={noteOf(ticket)}
          end={
            ticket.usable ? (
              <Btn
                label="入场"
                kind="go"
                size="medium"
                busy={underway === ticket.gatheringId}
                disabled={underway !== null && underway !== ticket.gatheringId}
                onPress={() => void admit(ticket.gatheringId)}
              />
            ) : (
              <Chip text="不能入场" tone="plain" />
            )
          }
        />
      ))}
      <FailureNote failure={failure} />
    </Card>
  )
