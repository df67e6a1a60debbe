import { createClient, newKey } from '../../apps/server/test/client'
import { ENGINE } from '../../apps/server/test/fresh-db'
import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import { CheckIns } from '../../apps/server/src/domains/checkin/entities'
import { startChild, type ChildServer } from './child-server'
import { prepareDeployment, type Deployment } from './deployment'

let deployment: Deployment
const servers: ChildServer[] = []
beforeAll(async () => {
  deployment = await prepareDeployment()
  servers.push(await startChild(deployment.env))
})
afterAll(async () => {
  for (const server of servers) await server.kill('SIGTERM')
  await deployment.drop()
})

const memberAt = async (server: ChildServer, key: string) => {
  const client = createClient(server.url)
  await client.login(await deployment.loginCode(key))
  return client
}

if (ENGINE === 'sqlite') {
  test('a second server on the same data folder is kept out with one sentence', async () => {
    await expect(startChild(deployment.env)).rejects.toThrow('Another server is using the data folder')
  })
} else {
  test('two servers behind a load balancer: the same key through both has one effect and one answer', async () => {
    const [first] = servers
    const second = await startChild(deployment.env)
    servers.push(second)
    const here = await memberAt(first as ChildServer, 'two-doors')
    await here.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
    const there = createClient(second.url)
    Object.assign(there.session, here.session)
    for (let round = 0; round < 10; round += 1) {
      const key = newKey()
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? here : there).send('checkin.checkIn', {}, key)),
      )
      expect(answers.every((answer) => answer.status === 200 || answer.code === 'key_in_flight')).toBe(true)
      const bodies = answers.filter((answer) => answer.status === 200).map((answer) => JSON.stringify(answer.body))
      expect(new Set(bodies).size).toBe(1)
    }
    await deployment.look(async (db) => expect(await db.manager.count(CheckIns)).toBe(1))
  })
}
