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

/** What a person does at WeChat's payment sheet; or the phone goes dark after they paid, before the app hears of it. */
type Decision = 'pay' | 'cancel' | 'pay and gone'

/** A phone in somebody's hand. */
export type Phone = MiniHost & {
  /** What the camera finds next. */
  hold(text: string): void
  /** What its owner does at the payment sheets to come; they pay unless told otherwise. */
  decide(decision: Decision): void
  /** Templates that WeChat's pop-up was opened for, pop-up by pop-up. */
  readonly asked: readonly string[][]
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

/** Waiting for WeChat is waiting: the screen has not settled. Both styles of wx: callbacks, and a promise when none is given. */
function waiting(host: MiniHost, name: string, options: Options, answer: Promise<object>) {
  host.phone.pending += 1
  const done = answer
    .then(
      (result) => ({ errMsg: `${name}:ok`, ...result }),
      (thrown: Error) => Promise.reject(Object.assign(thrown, { errMsg: `${name}:fail ${thrown.message}` })),
    )
    .finally(() => (host.phone.pending -= 1))
  if (!options.success && !options.fail) return done
  void done.then(options.success, options.fail)
  return undefined
}

/** What this person's WeChat does about money and messages, as far as the simulator knows it. */
function handsOf(world: World, person: string) {
  const asked: string[][] = []
  let decision: Decision = 'pay'
  let inTurn = 0

  /** WeChat opens its pop-up about messages in a tap, and as the payment sheet closes; at no other time (R10). */
  const openTurn = () => {
    inTurn += 1
    setTimeout(() => (inTurn -= 1), 0)
  }

  function requestPayment(host: MiniHost, options: Options) {
    const { timeStamp, nonceStr, package: packed, signType, paySign } = options
    const sheet = { timeStamp, nonceStr, package: packed, signType, paySign }
    const gone = decision === 'pay and gone'
    const order = { key: person, decision: gone ? 'pay' : decision, ...sheet }
    const closed = world.control('request-payment', order).then((answer) => {
      const { errMsg } = answer as unknown as { errMsg: string }
      openTurn()
      if (!errMsg.endsWith(':ok')) throw new Error(errMsg.replace(/^requestPayment:fail /, ''))
      return {}
    })
    const told = waiting(host, 'requestPayment', gone ? {} : options, closed)
    return gone ? new Promise(() => {}) : told
  }

  function requestSubscribeMessage(host: MiniHost, options: Options) {
    const templateIds = options.tmplIds as string[]
    if (inTurn === 0) throw new Error('requestSubscribeMessage outside a tap and a closing payment sheet')
    asked.push([...templateIds])
    const answered = world
      .control('tap-subscribe', { key: person, templateId: templateIds, answer: 'accept' })
      .then(() => Object.fromEntries(templateIds.map((id) => [id, 'accept'])))
    return waiting(host, 'requestSubscribeMessage', options, answered)
  }

  return {
    ...{ asked, requestPayment, requestSubscribeMessage },
    decide: (next: Decision) => {
      decision = next
    },
    watchTaps(host: MiniHost) {
      const fire = host.fire.bind(host)
      host.fire = (target, name, detail) => {
        if (name === 'tap') openTurn()
        return fire(target, name, detail)
      }
    },
  }
}

/** The compiled mini program in the hands of people whom the simulator knows by `person`, on the real server. */
export function createPhones(world: World) {
  const started: MiniHost[] = []

  /** WeChat's part in logging in. */
  const login = (person: string, host: () => MiniHost) => (options: Options) =>
    waiting(
      host(),
      'login',
      options,
      world.loginCode(person).then((code) => ({ code })),
    )

  async function start(
    person: string,
    { storage, url = '/pages/home/index', line = (server) => server }: Wanted = {},
  ): Promise<Phone> {
    const answers = new Map<string, Reply>()
    const reach = line(forwardTo(world.url))
    let held = ''
    const hands = handsOf(world, person)
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
        requestPayment: (options: Options) => hands.requestPayment(host, options),
        requestSubscribeMessage: (options: Options) => hands.requestSubscribeMessage(host, options),
      },
    })
    hands.watchTaps(host)
    started.push(host)
    host.launch(launchedBy(url))
    host.open(url)
    await host.settle()
    return Object.assign(host, {
      hold: (text: string) => {
        held = text
      },
      ...{ decide: hands.decide, asked: hands.asked },
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
