import { CallFailed } from '../call/failure'
import { demoPay } from './demo.h5'
import type { PaySheet } from './port'
import './scan-sheet.h5.scss'

const element = (tag: string, className: string, text = '') => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const choose = () =>
  new Promise<'pay' | 'cancel'>((resolve) => {
    const mask = element('div', 'scan-sheet')
    const panel = element('div', 'scan-sheet__panel')
    panel.setAttribute('role', 'dialog')
    panel.setAttribute('aria-label', '微信支付')
    panel.append(element('div', 'scan-sheet__head', '体验页的微信支付，不会扣真钱'))
    const close = (decision: 'pay' | 'cancel') => {
      mask.remove()
      resolve(decision)
    }
    const button = (className: string, text: string, decision: 'pay' | 'cancel') => {
      const made = element('button', className, text)
      made.addEventListener('click', () => close(decision))
      return made
    }
    panel.append(button('scan-sheet__row', '确认支付', 'pay'), button('scan-sheet__cancel', '不付了', 'cancel'))
    mask.append(panel)
    document.body.append(mask)
  })

/** Stands for WeChat's payment sheet: the simulator checks the signature and moves the money, as WeChat would. */
export const openPaySheet = async (sheet: PaySheet): Promise<'done' | 'closed'> => {
  const errMsg = await demoPay(sheet, await choose())
  if (errMsg.includes(':ok')) return 'done'
  if (errMsg.includes('cancel')) return 'closed'
  throw new CallFailed('wechat_unavailable', `微信支付没有打开，没有扣钱（${errMsg}）`)
}
