export type ServiceCard = {
  notifyCode: string
  notifyType: number
  openId: string
  status: number
  content: Readonly<Record<string, unknown>>
  activatedAtMs: number
  updatedAtMs: number
}

/** Cards in the chats of buyers, by type and code. */
export type ServiceCards = Map<string, ServiceCard>

export const cardKey = (notifyType: number, notifyCode: string) => `${notifyType} ${notifyCode}`
