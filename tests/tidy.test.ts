import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { settingsSchema } from '@huitou/config/settings'
import { api } from '@huitou/shared/api'
import { refusals } from '@huitou/shared/refusals'
import { VERSION } from '@huitou/shared/version'
import { openApi } from '../apps/server/src/platform/http/openapi'
import { envDifference, untestedContracts, unusedRefusals, wordlessRefusals } from './tidy/contracts'
import { brokenPromises, type OpenApi } from './tidy/growth'
import { brokenLinks, clocksInside, machineTraces, paidSharing, sleepingTests } from './tidy/promises'
import { bannedNames, barrels, crowdedFolders, longFiles } from './tidy/shape'
import { root, textFiles } from './tidy/tree'

const RELEASED = path.join(root, 'docs/openapi.released.json')

const files = textFiles()
const here = (file: string) => existsSync(path.join(root, file))

test('the tree was read', () => {
  expect(files.length).toBeGreaterThan(100)
})

describe('shape', () => {
  test('no file is longer than a few screens', () => expect(longFiles(files)).toEqual([]))
  test('no name says nothing', () => expect(bannedNames(files)).toEqual([]))
  test('no file only passes on what others export', () => expect(barrels(files)).toEqual([]))

  // A room may outgrow its folder for a while: said, not failed.
  test('folders stay small', () => {
    const crowded = crowdedFolders(files)
    if (crowded.length > 0) process.stderr.write(`more than 14 source files:\n${crowded.join('\n')}\n`)
    expect(crowded.filter((one) => /: (2[1-9]|[3-9]\d|\d{3,}) files$/.test(one))).toEqual([])
  })
})

describe('promises', () => {
  test('no clock and no chance inside rules, kit and rooms', () => expect(clocksInside(files)).toEqual([]))
  test('no test sleeps', () => expect(sleepingTests(files)).toEqual([]))
  test('nothing is promised for the act of sharing (R29)', () => expect(paidSharing(files)).toEqual([]))
  test('no trace of the machine it was written on', () => expect(machineTraces(files)).toEqual([]))
  test('Markdown links lead somewhere', () => expect(brokenLinks(files, here)).toEqual([]))
})

describe('contracts', () => {
  const document = openApi(VERSION) as unknown as OpenApi

  test('each is named in a test', () => expect(untestedContracts(Object.keys(api), files)).toEqual([]))

  test('each is in the OpenAPI document', () => {
    expect(Object.keys(document.paths).sort()).toEqual(
      Object.keys(api)
        .map((name) => `/api/${name}`)
        .sort(),
    )
  })

  test('each refusal is answered somewhere', () => expect(unusedRefusals(Object.keys(refusals), files)).toEqual([]))
  test('each refusal has words in both languages', () => expect(wordlessRefusals(refusals)).toEqual([]))

  test('they only grow', () => {
    const released = existsSync(RELEASED) ? (JSON.parse(readFileSync(RELEASED, 'utf8')) as OpenApi) : document
    expect(brokenPromises(released, document)).toEqual([])
  })
})

test('config/.env.example lists the settings, all of them and no others', () => {
  const example = readFileSync(path.join(root, 'config/.env.example'), 'utf8')
  expect(envDifference(example, Object.keys(settingsSchema.shape))).toEqual([])
})
