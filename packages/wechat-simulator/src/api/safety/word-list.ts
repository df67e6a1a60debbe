export type Suggestion = 'pass' | 'review' | 'risky'

type Word = { word: string; suggest: 'review' | 'risky'; label: number }

/** What this WeChat objects to. The two English words are there for tests that want no real ones. */
const WORDS: readonly Word[] = [
  { word: 'risky', suggest: 'risky', label: 21000 },
  { word: '色情', suggest: 'risky', label: 20002 },
  { word: '傻逼', suggest: 'risky', label: 20003 },
  { word: '赌博', suggest: 'risky', label: 20006 },
  { word: '诈骗', suggest: 'risky', label: 20008 },
  { word: 'doubtful', suggest: 'review', label: 21000 },
  { word: '加微信', suggest: 'review', label: 10001 },
  { word: '滚蛋', suggest: 'review', label: 20012 },
]

export const FINE_LABEL = 100

/** The worst that the texts contain, and every word that was found. */
export const judgeText = (texts: readonly string[]) => {
  const whole = texts.join('\n').toLowerCase()
  const words = WORDS.filter(({ word }) => whole.includes(word))
  const worst = words.find(({ suggest }) => suggest === 'risky') ?? words[0]
  const suggest: Suggestion = worst?.suggest ?? 'pass'
  return { suggest, label: worst?.label ?? FINE_LABEL, words }
}
