import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PLACES = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The machine's Chromium, in a profile of its own that goes with it. */
export function launchChromium() {
  const executablePath = PLACES.find((place) => place !== '' && existsSync(place))
  if (executablePath === undefined) throw new Error('no Chromium here: install it or set CHROMIUM_PATH')
  return chromium.launch({ executablePath, args: QUIET })
}
