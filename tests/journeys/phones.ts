import type { CallName, Output } from '@huitou/shared/api'
import { MiniHost } from '../../apps/miniapp/test/host/mini-host'
import type { Options, Reply, Responder } from '../../apps/miniapp/test/host/parts'
import { forwardTo } from '../../apps/miniapp/test/host/responder'
import { DIST } from '../../apps/miniapp/test/weapp/dist'
import type { World } from '../../apps/server/test/world'

type Wanted = {
  /** Of an earlier phone, to start it again. */
  storage?: Map<string, unknown>
  /** What the mini program was opened by: the path behind a scanned code, or the first tab. */
  url?: string
  /** Stands between this phone and the server. */
  line?: (server: Responder) => Responder
}

/** A phone in somebody's hand. */
export type Phone = MiniHost & {
  /** What the camera finds next. */
  hold(text: string): void
  /** What the server answered last to this call. */
  answer<Name extends CallName>(name: Name): Output<Name>
}

/** WeChat's number for "a mini program code was scanned". */
const BY_CODE = 1047

/** Values as they stand in the address, as WeChat hands them over. */
const launchedBy = (url: string) => {
  const [path = '', search = ''] = url.slice(1).split('?')
  const query = Object.fromEntries(
    search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=')),
  )
  return { path, query, ...('scene' in query ? { scene: BY_CODE } : {}) }
}

const dataOf = (reply: Reply | undefined) => (typeof reply === 'object' ? reply.data : undefined)

/** The compiled mini program in the hands of people whom the simulator knows by `person`, on the real server. */
export function createPhones(world: World) {
  const started: MiniHost[] = []

  /** WeChat's part in logging in. */
  const login = (person: string, host: () => MiniHost) => (options: Options) => {
    // Waiting for WeChat is waiting: the screen has not settled.
    host().phone.pending += 1
    world
      .loginCode(person)
      .then(
        (code) => options.success?.({ errMsg: 'login:ok', code }),
        (thrown: unknown) => options.fail?.({ errMsg: `login:fail ${String(thrown)}` }),
      )
      .finally(() => {
        host().phone.pending -= 1
      })
  }

  async function start(
    person: string,
    { storage, url = '/pages/home/index', line = (server) => server }: Wanted = {},
  ): Promise<Phone> {
    const answers = new Map<string, Reply>()
    const reach = line(forwardTo(world.url))
    let held = ''
    const host: MiniHost = new MiniHost(DIST, {
      ...(storage ? { storage } : {}),
      responder: async (request) => {
        const reply = await reach(request)
        answers.set(request.name, reply)
        return reply
      },
      wx: {
        login: login(person, () => host),
        scanCode: (options: Options) => options.success?.({ errMsg: 'scanCode:ok', result: held }),
      },
    })
    started.push(host)
    host.launch(launchedBy(url))
    host.open(url)
    await host.settle()
    return Object.assign(host, {
      hold: (text: string) => {
        held = text
      },
      answer: <Name extends CallName>(name: Name) => dataOf(answers.get(name)) as Output<Name>,
    })
  }

  return { start, endAll: () => started.splice(0).forEach((host) => host.dispose()) }
}

/** A tap on the bar at the bottom, which WeChat itself draws. */
export async function toTab(phone: Phone, page: string) {
  const { switchTab } = phone.wx as { switchTab(options: Options): void }
  switchTab({ url: `/pages/${page}/index` })
  await phone.settle()
}
