import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium'
import { startDemo, type Demo } from './demo-server'
import { picture, renewsPictures, type Picture } from './pictures'
import { openVisits } from './counter-scenes'
import { clerkScreens, managerScreens } from './counter-screens'
import { gatheringScreensOfClerk } from './gathering-screens'
import { moments } from './moments'
import { setScenes, type Scenes } from './scenes'
import type { Screen } from './screen'
import { memberScreens, visitorScreens } from './screen-list'
import { openVisitor, type Visitor } from './visitor'

const START_MS = 150_000
/** Some seventy pages in turn. */
const WALK_MS = 240_000
const WIDTHS = [320, 375, 430]
const PICTURE_WIDTH = 375

/** Screens whose pictures stand in the README. */
const PICTURED: Readonly<Record<string, Picture>> = {
  'coupon that may be used': 'counter',
  invite: 'invite',
  'invite: poster': 'invite-poster',
  tasks: 'tasks',
  'own code to show': 'own-code',
}

const PEOPLE = [
  ['xiaoman', memberScreens],
  ['newcomer', visitorScreens],
  ['fang', [...clerkScreens, ...gatheringScreensOfClerk]],
  ['zhou', managerScreens],
] as const

let demo: Demo
let browser: Browser
let scenes: Scenes
const visitors = new Map<string, Visitor>()

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
  for (const [persona] of PEOPLE) visitors.set(persona, await openVisitor(browser, demo.url, persona))
  if (renewsPictures) await takePictures()
  scenes = await setScenes(demo)
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await demo?.remove()
})

function phoneOf(persona: string): Visitor {
  const visitor = visitors.get(persona)
  if (!visitor) throw new Error(`nobody opened the phone of ${persona}`)
  return visitor
}

/** Of 林小满 before anything happens to her. */
async function takePictures() {
  const { page, resize, start, go } = phoneOf('xiaoman')
  await resize(PICTURE_WIDTH)
  await start('pages/home/index')
  await picture(page, 'home')
  await go('pages/checkin/index')
  await picture(page, 'checkin')
}

const placeOf = ({ path }: Screen) => (typeof path === 'string' ? path : path(scenes))

const isRefusal = (fault: string) => /status of 4\d\d/.test(fault)

/** What is wrong with the screen that stands there now. */
async function wrongWith({ flaws, faults }: Visitor, { name, refused }: Screen) {
  const said = faults.splice(0).filter((fault) => !(refused === true && isRefusal(fault)))
  return [...(await flaws()), ...said].map((one) => `${name}: ${one}`)
}

/** Goes through the screens in order, at one width. */
async function lookThrough(visitor: Visitor, width: number, screens: readonly Screen[]) {
  const wrong: string[] = []
  let before = ''
  await visitor.resize(width)
  for (const screen of screens) {
    const at = placeOf(screen)
    if (before === '') await visitor.start(at)
    else if (at !== before) await visitor.go(at)
    before = at
    await screen.steps?.(visitor.page)
    await visitor.settle(at)
    const shown = PICTURED[screen.name]
    if (shown && width === PICTURE_WIDTH) await picture(visitor.page, shown)
    wrong.push(...(await wrongWith(visitor, screen)))
  }
  return wrong
}

test('a page that is too wide, cut off or says nonsense would be found', async () => {
  const visitor = phoneOf('newcomer')
  await visitor.resize(320)
  await visitor.start('pages/me/index')
  expect(await visitor.flaws()).toEqual([])
  const broken = [
    `<p style="white-space: nowrap">${'太长了'.repeat(20)}</p>`,
    '<p class="box" style="width: 40px; overflow: hidden; white-space: nowrap">切掉一半的字</p>',
    '<p aria-label="undefined 张券">NaN 积分</p>',
    '<p class="frame" style="width: 40px; overflow: hidden"><img style="width: 80px; height: 80px; max-width: none"></p>',
  ].join('')
  await visitor.page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(broken)})`)
  expect(await visitor.flaws()).toEqual([
    expect.stringContaining('太长了" stands from'),
    expect.stringContaining('is cut off by <box>'),
    'a picture is cut off by <frame>',
    expect.stringContaining('NaN'),
    expect.stringContaining('undefined'),
    expect.stringMatching(/the page is \d{3} px wide/),
  ])
  visitor.faults.splice(0)
})

/** A visit is over after ten minutes: everybody is scanned again. */
const scanAgain = async () => Object.assign(scenes, await openVisits(demo.url, scenes))

test.each(WIDTHS)(
  'at %i px every page fits, says what it means, and the console is silent',
  async (width) => {
    await scanAgain()
    // All at once: most of the time a page only waits.
    const wrong = PEOPLE.map(([persona, screens]) => lookThrough(phoneOf(persona), width, screens))
    expect((await Promise.all(wrong)).flat()).toEqual([])
  },
  WALK_MS,
)

describe('what happens once', () => {
  beforeAll(scanAgain)

  test.each(moments)('$name: fits at every width', async (moment) => {
    const visitor = phoneOf(moment.persona)
    const at = placeOf(moment)
    await visitor.start(at)
    await moment.steps?.(visitor.page)
    for (const width of WIDTHS) {
      await visitor.resize(width)
      await visitor.settle(at)
      expect(await wrongWith(visitor, moment)).toEqual([])
    }
  })
})
