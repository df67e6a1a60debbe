import { useBrand, useSession } from '../../kit/session'
import { BrandBar } from '../../ui/page/brand-bar'
import { Page } from '../../ui/page/page'
import { MemberOnly } from '../../features/joining/member-only'
import { StoreList } from '../../features/store/store-list'
import { JoinCard } from './join-card'
import { MemberHome } from './member-home'
import { useLoggedOut } from '../../features/account/logged-out'

const BONES = [178, 128, 24, 112, 180] as const

export default function Home() {
  const brand = useBrand((known) => known.brand)
  const status = useSession((session) => session.status)
  const loggedOut = useLoggedOut((known) => known.loggedOut)
  return (
    <Page title="首页" tab ownBar>
      <BrandBar name={brand?.name ?? ''} />
      {status === 'visitor' && !loggedOut ? (
        <JoinCard tagline={brand?.tagline ?? ''} />
      ) : (
        <MemberOnly bones={BONES} title="" text="">
          <MemberHome />
        </MemberOnly>
      )}
      <StoreList />
    </Page>
  )
}
