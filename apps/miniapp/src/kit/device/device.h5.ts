import { demoLoginCode, demoPhoneCode, showCode } from './demo.h5'
import { openPaySheet } from './pay-sheet.h5'
import { watchBuild } from './new-build.h5'
import type { Device, ShownCode } from './port'
import { chooseCode } from './scan-sheet.h5'

watchBuild()

const BUZZES = { done: [30], refused: [30, 150, 30] }

/** The browser has no camera for this, no brightness and no font size of WeChat: `?scale=1.4` stands for the last. */
export const device: Device = {
  loginCode: demoLoginCode,
  scan: chooseCode,
  pay: openPaySheet,
  changingCard: () => undefined,
  vibrate: (kind) => {
    if ('vibrate' in navigator) navigator.vibrate(BUZZES[kind])
  },
  brighten: () => () => undefined,
  hasMessages: false,
  askForMessages: () => Promise.resolve([]),
  fontScale: () => Number(new URLSearchParams(window.location.search).get('scale')) || 1,
}

/** The simulator's person always agrees. */
export const phoneButton = (onCode: (code: string | null) => void) => ({
  onClick: () => {
    demoPhoneCode().then(onCode, () => onCode(null))
  },
})

export const publishShownCode = (shown: ShownCode | null) => showCode(shown)
