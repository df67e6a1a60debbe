import { commissionOf, daysAfter, standingOf, stateOf } from '@huitou/shared/distribution/rules'
import { survivorOf } from '#server/domains/member/member-of'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { enter, openAccount } from './account'
import { Commissions, Customers, type CommissionRow, type DistributorRow, type SettingsRow } from './entities'
import { customerFacts, purchasesOf, termsFor, touchedBy, type Customer } from './facts'
import { requestIfLeft } from './payout/request'

type Fresh = { purchase: PurchaseRow; customer: Customer; terms: SettingsRow; now: Date }

/** A commission of which nothing stands yet: what does follows in the same commit, with its line of the statement. */
async function begin(tx: Tx, { purchase, customer, terms, now }: Fresh): Promise<CommissionRow> {
  const { rate, refundDays, purchases } = terms.body
  const row = {
    ...{ purchaseId: purchase.id, distributorId: customer.distributorId, customerId: customer.customerId },
    ...{ settingsId: terms.id, firstOnly: purchases === 'first', baseFen: purchase.paidFen },
    ratePermille: rate.by === 'permille' ? rate.permille : null,
    fixedFen: rate.by === 'fixed' ? rate.amountFen : null,
    ...{ amountFen: commissionOf(rate, purchase.paidFen), standingFen: 0, paidFen: 0, leftFen: 0 },
    ...{ state: 'clawed_back' as const, freesAt: daysAfter(purchase.recordedAt, refundDays) },
    ...{ boughtAt: purchase.at, earnedAt: now },
  }
  const { identifiers } = await tx.insert(Commissions, row)
  return { ...row, id: String(identifiers[0]?.['id']) }
}

const frozenOf = ({ state, standingFen }: Pick<CommissionRow, 'state' | 'standingFen'>) =>
  state === 'frozen' ? standingFen : 0

/** Brings a commission to what stands of it now: more is earned, less is clawed back. */
async function bring(tx: Tx, account: DistributorRow, row: CommissionRow, standingFen: number, now: Date) {
  const amountFen = standingFen - row.standingFen
  if (amountFen === 0) return account
  const leftFen = standingFen - row.paidFen
  const state = stateOf({ ...row, standingFen }, now)
  await tx.update(Commissions, { id: row.id }, { standingFen, leftFen, state })
  const frozenFen = frozenOf({ state, standingFen }) - frozenOf(row)
  const kind = amountFen > 0 ? 'earn' : 'claw_back'
  const { id: commissionId, purchaseId, distributorId } = row
  const facts = { commissionId, purchaseId, distributorId, amountFen: Math.abs(amountFen) }
  await announce(tx, amountFen > 0 ? 'distribution.earned' : 'distribution.clawedBack', facts, now)
  return enter(tx, account, { amountFen, frozenFen }, { kind, commissionId, now })
}

type Matter = { customer: Customer; account: DistributorRow; now: Date }

/** What the rows say of one purchase now. Told in whatever order and however often, the same facts lead to the same end. */
async function settlePurchase(tx: Tx, { customer, account, now }: Matter, purchaseId: string) {
  const purchase = await tx.findOneByOrFail(Purchases, { id: purchaseId })
  const terms = await termsFor(tx, customer, purchase)
  const known = await tx.findOne(Commissions, { where: { purchaseId }, ...forUpdate(tx) })
  if (known === null && terms === null) return account
  const row = known ?? (terms && (await begin(tx, { purchase, customer, terms, now })))
  if (row === null) return account
  return bring(tx, account, row, terms === null ? 0 : standingOf(row.amountFen, purchase), now)
}

async function settleAll(tx: Tx, memberId: string, purchaseIds: readonly string[] | 'all', now: Date) {
  const customerId = await survivorOf(tx, memberId)
  const row = await tx.findOne(Customers, { where: { customerId } })
  if (row === null) return
  let account = await openAccount(tx, row.distributorId, now)
  const customer = await customerFacts(tx, row)
  const changed = purchaseIds === 'all' ? await purchasesOf(tx, customer) : purchaseIds
  for (const purchaseId of await touchedBy(tx, customer, changed))
    account = await settlePurchase(tx, { customer, account, now }, purchaseId)
  await requestIfLeft(tx, account, now)
}

/** A purchase was recorded or refunded: most members are nobody's customers. */
export const settleBought = (tx: Tx, memberId: string, purchaseId: string, now: Date) =>
  settleAll(tx, memberId, [purchaseId], now)

/** Looks at all that a customer has bought. */
export const settleCustomer = (tx: Tx, memberId: string, now: Date) => settleAll(tx, memberId, 'all', now)
