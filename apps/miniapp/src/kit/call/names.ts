import type { Api, CallName, CommandName, OutsideName } from '@huitou/shared/api'

/** The console's calls are no phone's. */
type OfPhones<Name extends CallName> = Exclude<
  { [One in Name]: Api[One]['who'] extends 'operator' | 'integrator' ? never : One }[Name],
  `admin.${string}`
>
type GuestName = OfPhones<{ [Name in CallName]: Api[Name]['who'] extends 'guest' ? Name : never }[CallName]>
type KeyedName = OfPhones<{ [Name in CommandName]: Api[Name] extends { keyless: true } ? never : Name }[CommandName]>

/**
 * What the client must know of the contracts at run time. The contracts themselves stay out of the bundle (they would bring zod), so the
 * names are repeated here and the compiler compares them: a missing or a superfluous one does not build.
 */
const GUEST: { [Name in GuestName]: true } = {
  'session.login': true,
  'session.refresh': true,
  'store.brand': true,
  'store.list': true,
  'privacy.notice': true,
}

const KEYED: { [Name in KeyedName]: true } = {
  'joining.join': true,
  'joining.claimOffer': true,
  'member.updateProfile': true,
  'member.forgetPhone': true,
  'checkin.checkIn': true,
  'checkin.visitStore': true,
  'checkin.makeUp': true,
  'coupon.claim': true,
  'coupon.give': true,
  'coupon.takeBackGift': true,
  'coupon.acceptGift': true,
  'coupon.redeemCode': true,
  'mall.exchange': true,
  'mall.placeOrder': true,
  'mall.cancel': true,
  'mall.confirmReceipt': true,
  'mall.notifyWhenBack': true,
  'mall.saveAddress': true,
  'mall.removeAddress': true,
  'groupbuy.open': true,
  'groupbuy.join': true,
  'groupbuy.cancel': true,
  'groupbuy.refund': true,
  'gathering.signUp': true,
  'gathering.withdraw': true,
  'referral.appeal': true,
  'distribution.apply': true,
  'distribution.requestPayout': true,
  'task.claim': true,
  'review.write': true,
  'review.change': true,
  'review.reply': true,
  'survey.answer': true,
  'staff.invite': true,
  'staff.accept': true,
  'staff.disable': true,
  'channel.createCode': true,
  'channel.setTarget': true,
  'channel.enterWalkIns': true,
  'counter.scan': true,
  'counter.verify': true,
  'counter.undo': true,
  'counter.handOver': true,
  'worklist.done': true,
  'worklist.skip': true,
  'worklist.undo': true,
  'counter.openBill': true,
  'counter.confirmBill': true,
  'counter.cancelBill': true,
  'counter.refund': true,
  'counter.writeSlip': true,
  'counter.cancelSlip': true,
  'counter.pickUp': true,
  'counter.undoPickUp': true,
  'counter.admit': true,
  'counter.undoAdmission': true,
  'purchase.agree': true,
  'purchase.decline': true,
  'purchase.claimSlip': true,
  'privacy.leave': true,
  'tier.buyCard': true,
  'notify.answered': true,
  'notify.remindCheckIn': true,
}

const OUTSIDE: { [Name in OfPhones<OutsideName>]: true } = {
  'session.login': true,
  'session.refresh': true,
  'member.bindPhone': true,
  'channel.printSheet': true,
  'channel.myCode': true,
  'channel.payCode': true,
  'staff.inviteImage': true,
  'counter.slipImage': true,
  'groupbuy.card': true,
  'referral.poster': true,
  'distribution.code': true,
  'payment.prepare': true,
  'payment.result': true,
}

const has = (names: object, name: CallName) => Object.prototype.hasOwnProperty.call(names, name)

/** Needs no login. */
export const isGuest = (name: CallName) => has(GUEST, name)

/** Must carry an idempotency key. */
export const isKeyed = (name: CallName) => has(KEYED, name)

/** Carries something that works once (a code of WeChat, a refresh token), so that it must not go out again by itself. */
export const isOutside = (name: CallName) => has(OUTSIDE, name)
