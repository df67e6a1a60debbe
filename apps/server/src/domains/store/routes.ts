import { CLIENT_VERSION_MIN } from '@huitou/shared/version'
import type { Handlers } from '#server/platform/http/call'
import { presentStore } from './present'
import { openStores, today } from './queries'

export const storeRoutes = {
  'store.brand': async (read, { now }) => {
    const { day, endsAt, brand } = await today(read, now)
    return {
      name: brand.name,
      tagline: brand.tagline,
      today: day,
      dayEndsAt: endsAt.toISOString(),
      now: now.toISOString(),
      versionMin: CLIENT_VERSION_MIN,
    }
  },
  'store.list': async (read, { now }) => ({
    stores: (await openStores(read)).map((store) => presentStore(store, now)),
  }),
} satisfies Partial<Handlers>
