import { sees, tap } from './phone'
import { at, refused, type Screen } from './screen'

const SURVEYS = 'account/surveys/index'

/** What the shop asks, as 林小满 sees it. */
export const surveyScreens: readonly Screen[] = [
  at(SURVEYS, 'surveys'),
  at(`${SURVEYS}?n=1`, 'survey: something is missing', async (page) => {
    await tap(page, /你的咖啡口味/)
    await tap(page, '交上去')
    await sees(page, '这道题还没答好')
  }),
  refused('account/survey/index?surveyId=999999', 'survey that is none'),
]
