import { Router } from '@koa/router'
import type { Context } from 'koa'
import { messageActs } from '#simulator/control-messages'
import { clockOrder, faultOrder, InvalidOrder, keyOf, orderOf, userOrder } from '#simulator/control-orders'
import { shippingActs } from '#simulator/control-shipping'
import { controlPage } from '#simulator/page/page'
import { visitActs } from '#simulator/control-visits'
import { payActs } from '#simulator/pay/control'
import { issueCode } from '#simulator/state/one-time-codes'
import { findByOpenId, saveUser, userOf, type User } from '#simulator/state/users'
import type { World } from '#simulator/world'

type Order = Readonly<Record<string, unknown>>

const presentUser = ({ key, openId, unionId, phone, blocked }: User) => ({
  key,
  openid: openId,
  unionid: unionId,
  phone: phone?.number ?? null,
  countryCode: phone?.countryCode ?? null,
  blocked,
})

const users = (world: World, order: Order) => {
  const key = keyOf(order)
  const change = userOrder(order)
  const namesake = change.openId === undefined ? undefined : findByOpenId(world.users, change.openId)
  if (namesake && namesake.key !== key) throw new InvalidOrder(`openid belongs to "${namesake.key}"`)
  return presentUser(saveUser(world.users, key, change))
}

/** What wx.login yields on this person's phone. */
const loginCode = (world: World, order: Order) => {
  const user = userOf(world.users, keyOf(order))
  return { code: issueCode(world.loginCodes, user.key, world.clock.now()) }
}

/** What the phone number button yields; WeChat asks a person without a number to bind one first. */
const phoneCode = (world: World, order: Order) => {
  const user = userOf(world.users, keyOf(order))
  if (!user.phone) throw new InvalidOrder(`"${user.key}" has no phone number`)
  return { code: issueCode(world.phoneCodes, user.key, world.clock.now()) }
}

/** What comes due on the way has happened when this answers. */
const clock = async (world: World, order: Order) => {
  const change = clockOrder(order)
  if ('atMs' in change) world.clock.set(change.atMs)
  else world.clock.advance(change.advanceMs)
  await world.schedule.runDue(world.clock.now())
  return { now: new Date(world.clock.now()).toISOString() }
}

const fault = (world: World, order: Order, paths: readonly string[]) => {
  if (order.clear === true) world.faults.length = 0
  else world.faults.push(faultOrder(order, paths))
  return { waiting: world.faults.length }
}

const obey = async (ctx: Context, act: (order: Order) => object | Promise<object>) => {
  try {
    ctx.body = await act(orderOf(ctx.request.rawBody))
  } catch (error) {
    if (!(error instanceof InvalidOrder)) throw error
    ctx.status = 400
    ctx.body = { error: error.message }
  }
}

/** The page of this WeChat: nothing of it is kept, since the next look is another world. */
export const showPage = (ctx: Context, world: World, paths: readonly string[]) => {
  ctx.set('cache-control', 'no-store')
  ctx.type = 'html'
  ctx.body = controlPage(world, paths).text
}

/** The strings behind the stage: people, their codes, time and trouble. No product code may know these addresses. */
export const controlRoutes = (world: World, paths: readonly string[]) => {
  const acts: Record<string, (world: World, order: Order, paths: readonly string[]) => object | Promise<object>> = {
    users,
    'login-code': loginCode,
    'phone-code': phoneCode,
    clock,
    fault,
    ...messageActs,
    ...shippingActs,
    ...visitActs,
    ...payActs,
  }
  const router = new Router({ prefix: '/__sim' })
  for (const [name, act] of Object.entries(acts)) {
    router.post(`/${name}`, (ctx) => obey(ctx, (order) => act(world, order, paths)))
  }
  // Strict matching is off, so that both /__sim and /__sim/ are the page.
  router.get('/', (ctx) => showPage(ctx, world, paths))
  return router.routes()
}
