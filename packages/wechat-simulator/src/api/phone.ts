import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { redeemCode } from '#simulator/state/one-time-codes'
import { userOf, type Phone } from '#simulator/state/users'
import type { World } from '#simulator/world'

/** With the country's code in front only for numbers from abroad, as WeChat shows them. */
const spoken = ({ countryCode, number }: Phone) => (countryCode === '86' ? number : `+${countryCode}${number}`)

const phoneNumber = (world: World, { body }: Call) => {
  if (typeof body.code !== 'string') return fail(47001)
  const nowMs = world.clock.now()
  const key = redeemCode(world.phoneCodes, body.code, nowMs) ?? fail(40029)
  const user = userOf(world.users, key)
  if (body.openid !== undefined && body.openid !== user.openId) fail(40003)
  const phone = user.phone ?? fail(40029)
  return {
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: spoken(phone),
      purePhoneNumber: phone.number,
      countryCode: phone.countryCode,
      watermark: { timestamp: Math.floor(nowMs / 1000), appid: world.app.appId },
    },
  }
}

export const phoneEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/wxa/business/getuserphonenumber', needsToken: true, answer: phoneNumber },
]
