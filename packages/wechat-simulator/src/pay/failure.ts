const NUMBERS: Readonly<Record<string, number>> = {
  PARAM_ERROR: 268435461,
  SIGN_ERROR: 268443699,
  FREQUENCY_LIMITED: 268447840,
  ORDER_NOT_EXIST: 268512771,
  APPID_MCHID_NOT_MATCH: 268445527,
  OUT_TRADE_NO_USED: 268498689,
  ORDERPAID: 268449538,
  MCH_NOT_EXISTS: 268447843,
}

const OTHER_NUMBER = 268435456

/** What Pay says no with: an HTTP status, a name, and the number that ends the answer's Request-ID. */
export class PayFailure extends Error {
  override readonly name = 'PayFailure'
  readonly number: number

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    number?: number,
    readonly detail?: object,
  ) {
    super(message)
    this.number = number ?? NUMBERS[code] ?? OTHER_NUMBER
  }
}

export const refuse = (status: number, code: string, message: string, number?: number): never => {
  throw new PayFailure(status, code, message, number)
}

/** The numbers of the merchants' list of troubles that belong to one reason among several of a code. */
export const NUMBER = {
  unknownParameter: 270924358,
  outOfRange: 268435464,
  openIdMissing: 268501013,
  otherParameters: 268498688,
  merchantMismatch: 268447843,
  orderOver: 268447914,
} as const

export const wrongParameter = (field: string, issue: string, number?: number): never => {
  throw new PayFailure(400, 'PARAM_ERROR', `参数错误: ${field} ${issue}`, number, { field, issue, location: 'body' })
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'PARAM_ERROR',
  401: 'SIGN_ERROR',
  403: 'NO_AUTH',
  404: 'RESOURCE_NOT_EXISTS',
  429: 'FREQUENCY_LIMITED',
}

/** The failure that stands for a status which the control plane ordered. */
export const failureOfStatus = (status: number) =>
  new PayFailure(status, CODE_OF_STATUS[status] ?? 'SYSTEM_ERROR', '系统繁忙，请稍后再试')

export const payFailureBody = ({ code, message, detail }: PayFailure) => ({ code, message, ...(detail && { detail }) })
