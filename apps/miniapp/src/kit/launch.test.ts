import { decodedParams, pageOfScene, sceneOfPath } from './launch'

test('parameters are decoded exactly once, and the original stays as it was (R7)', () => {
  const raw = { scene: 's%3D1%2525', plain: '100%', none: undefined }
  expect(decodedParams(raw)).toEqual({ scene: 's=1%25', plain: '100%' })
  expect(raw.scene).toBe('s%3D1%2525')
})

test.each([
  ['pages/landing/index?scene=AbC1', 'AbC1'],
  ['/pages/landing/index?x=1&scene=s%3D1', 's=1'],
  ['pages/landing/index', null],
  ['pages/landing/index?scene=', null],
])('the scene of %s', (path, scene) => expect(sceneOfPath(path)).toBe(scene))

test('a receipt’s code leads to its page, a place’s code to the landing', () => {
  expect(pageOfScene('r.AbCdEf')).toBe('account/receipt/index')
  expect(pageOfScene('rAbC.1')).toBe('pages/landing/index')
})
