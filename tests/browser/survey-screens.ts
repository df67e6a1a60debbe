import { fieldOf, sees, tap, tapTab, type Phone } from './phone'
import type { Scenes } from './scenes'
import { at, refused, type Screen } from './screen'

export const surveyOf = ({ surveyId }: Scenes) => `account/survey/index?surveyId=${surveyId}`

/** Answers, once. */
export async function answerTastes(page: Phone) {
  for (const choice of [/^手冲$/, /^花果香$/, /^坚果$/, /^5$/]) await tapTab(page, choice)
  await fieldOf(page, '还想喝到什么').fill('冬天想喝热的茶咖\n少冰也行')
  await page.getByRole('checkbox', { name: '同意回答这样用' }).click()
  await tap(page, '交上去')
  await sees(page, '答完了，谢谢你')
}

/** What the shop asks, as 林小满 sees it. */
export const surveyScreens: readonly Screen[] = [
  at('account/surveys/index', 'surveys', (page) => sees(page, '你的咖啡口味')),
  at(surveyOf, 'survey', (page) => sees(page, '交上去')),
  at(surveyOf, 'survey: something is missing', async (page) => {
    await tap(page, '交上去')
    await sees(page, '这道题还没答好')
  }),
  refused('account/survey/index?surveyId=999999', 'survey that is none'),
]
