'use strict'

/** Text may stand this far outside: rounding of fractions of a pixel. */
const SLACK_PX = 1

const BROKEN_WORDS = /undefined|\bNaN\b|\[object/

const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

const ancestorsOf = (element) =>
  element && element !== document.documentElement ? [element, ...ancestorsOf(element.parentElement)] : []

/** An ellipsis says that there is more. */
const shortened = (element) => getComputedStyle(element).textOverflow === 'ellipsis'

/** Nothing here is meant to be scrolled sideways, so whatever is not plainly visible counts as cutting. */
const cuts = (element) => getComputedStyle(element).overflowX !== 'visible'

/** Where the lines of a text stand; for a shortened one, where it was given room. */
const boxesOf = (text, around) => {
  const room = around.find(shortened)
  if (room) return [room.getBoundingClientRect()]
  const range = document.createRange()
  range.selectNodeContents(text)
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
}

const standsOutside = (box, left, right) => box.left < left - SLACK_PX || box.right > right + SLACK_PX

const flawsOf = (text) => {
  const words = text.data.trim()
  const parent = text.parentElement
  if (words === '' || !parent || /SCRIPT|STYLE/.test(parent.tagName) || !shown(parent)) return []
  const around = ancestorsOf(parent)
  const frames = around.filter((element) => cuts(element) && !shortened(element))
  return boxesOf(text, around).flatMap((box) => {
    const at = `${Math.round(box.left)} to ${Math.round(box.right)}`
    if (standsOutside(box, 0, innerWidth)) return [`"${words}" stands from ${at}`]
    const frame = frames.find((element) => {
      const { left, right } = element.getBoundingClientRect()
      return standsOutside(box, left, right)
    })
    return frame ? [`"${words}" (${at}) is cut off by <${frame.className || frame.tagName}>`] : []
  })
}

/** A photograph may fill its frame and more; any other picture must be seen whole. */
const fills = (picture) => picture.className.includes('aspectfill')

const cutPictures = () =>
  [...document.querySelectorAll('img')]
    .filter((picture) => shown(picture) && !fills(picture))
    .flatMap((picture) => {
      const box = picture.getBoundingClientRect()
      const frame = ancestorsOf(picture.parentElement).find((element) => {
        const { left, right } = element.getBoundingClientRect()
        return cuts(element) && standsOutside(box, left, right)
      })
      return frame ? [`a picture is cut off by <${frame.className || frame.tagName}>`] : []
    })

const textsOnPage = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  return texts
}

/** What a screen reader says beyond what is written. */
const spoken = () =>
  [...document.querySelectorAll('[aria-label]')].filter(shown).map((element) => element.getAttribute('aria-label'))

const brokenWords = (words) => {
  const found = BROKEN_WORDS.exec(words)
  return found ? [`it says "${words.slice(Math.max(0, found.index - 20), found.index + 20)}"`] : []
}

/** Everything that looks broken on the screen as it is now, in words. */
globalThis.findFlaws = () => {
  const widthPx = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)
  const flaws = [
    ...textsOnPage().flatMap(flawsOf),
    ...cutPictures(),
    ...[document.body.innerText, ...spoken()].flatMap(brokenWords),
    ...(widthPx > innerWidth ? [`the page is ${widthPx} px wide`] : []),
    ...(document.body.innerText.trim() === '' ? ['the page is blank'] : []),
  ]
  return [...new Set(flaws)]
}

const WAITING = '.bone, .code-waiting, .btn-ring, .scan-block-busy'

const moves = (animation) =>
  animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity

/** The page asked for is there, nothing is grey, nothing turns, nothing moves. */
globalThis.isSettled = (path) =>
  [...document.querySelectorAll('.taro_page')].some((page) => shown(page) && page.id.includes(path)) &&
  ![...document.querySelectorAll(WAITING)].some(shown) &&
  !document.getAnimations().some(moves)
