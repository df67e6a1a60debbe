import type { Output } from '@huitou/shared/api'
import type { MemberCard } from '@huitou/shared/member/contract'
import type { StaffCard } from '@huitou/shared/staff/contract'
import { create } from 'zustand'
import { ask } from './call/call'
import { asCallFailed, type CallFailed } from './call/failure'
import { setServerNow } from './clock'

type Session = {
  /** `starting` until WeChat and the server answered; `failed` when they did not. */
  status: 'starting' | 'visitor' | 'member' | 'failed'
  member: MemberCard | null
  staff: StaffCard | null
  failure: CallFailed | null
}

type Brand = Output<'store.brand'>

/** Who this person is: as a customer and, perhaps, behind the counter. */
export const useSession = create<Session>(() => ({
  status: 'starting',
  member: null,
  staff: null,
  failure: null,
}))

/** The brand and its business day; null until it is known. */
export const useBrand = create<{ brand: Brand | null }>(() => ({ brand: null }))

/** Asks again who this is. What was known stays when the server cannot be reached. */
export const refreshSession = async () => {
  try {
    const [{ member }, { staff }] = await Promise.all([ask('member.me', {}), ask('staff.me', {})])
    useSession.setState({ status: member ? 'member' : 'visitor', member, staff, failure: null })
  } catch (thrown) {
    const failure = asCallFailed(thrown)
    const { status } = useSession.getState()
    useSession.setState({ failure, status: status === 'starting' ? 'failed' : status })
  }
}

/** The brand, asked once and again when its business day is over. */
export const refreshBrand = async () => {
  const known = useBrand.getState().brand
  if (known && new Date(known.dayEndsAt).getTime() > Date.now()) return
  try {
    const brand = await ask('store.brand', {})
    setServerNow(brand.now)
    useBrand.setState({ brand })
  } catch (thrown) {
    // Pages show the failure of their own calls; the next time the app comes to the front asks again.
    console.warn(asCallFailed(thrown).message)
  }
}

/** Today, for the brand; null until it is known. */
export const useToday = () => useBrand(({ brand }) => brand?.today ?? null)
