import { demoStage, shownCode } from './demo.h5'
import type { Scanned } from './port'
import './scan-sheet.h5.scss'

type Choice = { title: string; note: string; found: Scanned }

const element = (tag: string, className: string, text = '') => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const choices = async (): Promise<Choice[]> => {
  const shown = shownCode()
  const { codes } = await demoStage()
  const onScreen: Choice[] = shown
    ? [{ title: shown.label, note: '旁边手机上正亮着', found: { kind: 'text', text: shown.code } }]
    : []
  const printed = codes.map(({ label, storeName, path }): Choice => ({
    title: label,
    note: storeName,
    found: { kind: 'mini_code', path },
  }))
  return [...onScreen, ...printed]
}

const row = ({ title, note }: Choice, choose: () => void) => {
  const button = element('button', 'scan-sheet__row')
  button.append(element('span', 'scan-sheet__title', title), element('span', 'scan-sheet__note', note))
  button.addEventListener('click', choose)
  return button
}

/** Stands for the camera: lists what could be held in front of it, and answers the one tapped. */
export const chooseCode = async (): Promise<Scanned | null> => {
  const list = await choices()
  return new Promise((resolve) => {
    const mask = element('div', 'scan-sheet')
    const close = (found: Scanned | null) => {
      mask.remove()
      resolve(found)
    }
    const panel = element('div', 'scan-sheet__panel')
    panel.setAttribute('role', 'dialog')
    panel.setAttribute('aria-label', '扫一扫')
    panel.append(element('div', 'scan-sheet__head', '体验页没有相机，点一个码就当扫到了'))
    panel.append(...list.map((choice) => row(choice, () => close(choice.found))))
    const cancel = element('button', 'scan-sheet__cancel', '不扫了')
    cancel.addEventListener('click', () => close(null))
    panel.append(cancel)
    panel.addEventListener('click', (event) => event.stopPropagation())
    mask.addEventListener('click', () => close(null))
    mask.append(panel)
    document.body.append(mask)
  })
}
