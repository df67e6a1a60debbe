import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import { createVault } from '../../apps/server/src/platform/crypto/vault'
import { createClient, type Client } from '../../apps/server/test/client'
import { createPeople } from '../../apps/server/test/people'
import { SECRETS } from '../../apps/server/test/world'
import type { Deployment } from './deployment'

const PAUSE_MS = 20

type Session = Client['session']

const clientOf = (url: string, session: Session): Client => {
  const client = createClient(url)
  Object.assign(client.session, session)
  return client
}

/** An operator, who writes down what people buy and stays logged in whatever happens to the server. */
export const createTill = ({ look, shop, simulator, now }: Deployment, url: string): Promise<Session> =>
  look(async (db) => {
    const around = { simulatorUrl: simulator.url, db, shop, vault: createVault(SECRETS.vault), now }
    return (await createPeople({ ...around, client: () => createClient(url) }).operator()).session
  })

/** One thing that somebody does, at the server of this address. The same key comes with it until there is an answer. */
type Deed = (url: string, key: string) => Promise<{ status: number; code?: string | undefined }>

/** Somebody who joins, buys twice and checks in in between, however often the server dies meanwhile. */
export function createShopper({ loginCode, shop }: Deployment, till: Session) {
  const name = randomUUID()
  let session: Session = {}
  let memberId = ''

  const login: Deed = async (url) => {
    const client = createClient(url)
    await client.login(await loginCode(name))
    session = client.session
    return { status: 200 }
  }
  const join: Deed = async (url, key) => {
    const input = { privacyVersion: PRIVACY_VERSION, agreed: true }
    const answer = await clientOf(url, session).send('joining.join', input, key)
    if (answer.status === 200) memberId = answer.body.member.id
    return answer
  }
  const checkIn: Deed = (url, key) => clientOf(url, session).send('checkin.checkIn', {}, key)
  const buy: Deed = (url, key) => {
    const receipt = { storeId: shop.stores.wutong, receiptNo: key.slice(0, 30), paidFen: 2000 }
    return clientOf(url, till).send('purchase.record', { memberId, ...receipt }, key)
  }
  const left = [login, join, buy, checkIn, buy].map((deed) => ({ deed, key: randomUUID() }))

  async function goOn(url: string, over: () => boolean) {
    for (let next = left[0]; next && !over(); next = left[0]) {
      const { status, code } = await next.deed(url, next.key)
      if (status === 200) left.shift()
      else if (code !== 'busy') throw new Error(`answered ${status} ${code}`)
      await sleep(PAUSE_MS)
    }
  }

  return {
    memberId: () => memberId,
    isDone: () => left.length === 0,
    /** Goes on where they were until all is done or the server is gone: what nobody answered is sent again the next time. */
    async live(url: string, over: () => boolean) {
      try {
        await goOn(url, over)
      } catch (error) {
        if (!over()) throw error
      }
    },
  }
}

export type Shopper = ReturnType<typeof createShopper>
