import type { Question } from '@huitou/shared/gathering/schema'
import { afterTap, answersOf, faultsOf, withAnswer } from './answers'

const name: Question = { label: '怎么称呼', kind: 'text', options: [], required: true }
const taste: Question = { label: '喜欢哪种', kind: 'one', options: ['浅烘', '深烘'], required: true }
const diet: Question = { label: '忌口', kind: 'several', options: ['牛奶', '坚果'], required: false }
const all = [name, taste, diet]

test('what is sent has no blanks, and an entry for each question', () => {
  expect(answersOf(all, [['  小满 '], ['浅烘']])).toEqual([['小满'], ['浅烘'], []])
  expect(answersOf(all, [['   ']])).toEqual([[], [], []])
})

test('every question that does not hold is found, not the first alone', () => {
  expect(faultsOf(all, [[], [], []])).toEqual([0, 1])
  expect(faultsOf(all, [['小满'], ['浅烘'], []])).toEqual([])
})

test('one choice changes, several add up and come off again', () => {
  expect(afterTap(taste, ['浅烘'], '深烘')).toEqual(['深烘'])
  expect(afterTap(taste, ['浅烘'], '浅烘')).toEqual(['浅烘'])
  expect(afterTap({ ...taste, required: false }, ['浅烘'], '浅烘')).toEqual([])
  expect(afterTap(diet, ['牛奶'], '坚果')).toEqual(['牛奶', '坚果'])
  expect(afterTap(diet, ['牛奶', '坚果'], '牛奶')).toEqual(['坚果'])
})

test('an answer goes to its own place', () => {
  expect(withAnswer([], 1, ['浅烘'], 3)).toEqual([[], ['浅烘'], []])
})
