import { cleanCode, spacedCode } from './invitation-code'

test('a pasted code loses gaps and case, and comes back in groups', () => {
  expect(cleanCode(' k7p2-m9x4 qd3t！多余')).toBe('K7P2M9X4QD3T')
  expect(spacedCode('K7P2M9X4QD3T')).toBe('K7P2 M9X4 QD3T')
})
