import * as z from 'zod/mini'
import { id, text } from '../../kit/schema'
import type { Contracts } from '../../kit/contract'

/** Where things are sent to. Kept sealed; staff and operators see it masked until they send something. */
export const addressFields = z.object({
  name: text(20),
  phone: z.string().check(z.regex(/^(1\d{10}|0\d{9,11})$/)),
  /** Province, city and district, as the member's phone offers them. */
  region: text(60),
  detail: text(120),
})

const address = z.extend(addressFields, { id, isDefault: z.boolean() })

export const mallAddressApi = {
  'mall.addresses': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s own address book, the default one first.',
    input: z.object({}),
    output: z.object({ addresses: z.array(address) }),
  },
  'mall.saveAddress': {
    kind: 'command',
    who: 'member',
    secret: true,
    summary: 'Adds an address, or changes the one with this id. At most 20.',
    input: z.object({ id: z.nullable(id), ...addressFields.shape, isDefault: z.boolean() }),
    output: z.object({ address }),
  },
  'mall.removeAddress': {
    kind: 'command',
    who: 'member',
    summary: 'Deletes an address. Orders that are on their way there keep theirs.',
    input: z.object({ addressId: id }),
    output: z.object({ addressId: id }),
  },
} as const satisfies Contracts

export type Address = z.infer<typeof address>
export type AddressFields = z.infer<typeof addressFields>
