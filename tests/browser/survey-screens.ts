import { fieldOf, sees, tap, tapTab, type Phone } from './phone'
import { at, refused, type Screen } from './screen'

const SURVEYS = 'account/surveys/index'

async function openTastes(page: Phone) {
  await tap(page, /你的咖啡口味/)
  await sees(page, '交上去')
}

/** Answers, once. */
export async function answerTastes(page: Phone) {
  await openTastes(page)
  for (const choice of [/^手冲$/, /^花果香$/, /^坚果$/, /^5$/]) await tapTab(page, choice)
  await fieldOf(page, '还想喝到什么').fill('冬天想喝热的茶咖\n少冰也行')
  await tap(page, '同意回答这样用')
  await tap(page, '交上去')
  await sees(page, '答完了，谢谢你')
}

/** What the shop asks, as 林小满 sees it. */
export const surveyScreens: readonly Screen[] = [
  at(SURVEYS, 'surveys'),
  at(`${SURVEYS}?n=2`, 'survey', (page) => openTastes(page)),
  at(`${SURVEYS}?n=1`, 'survey: something is missing', async (page) => {
    await openTastes(page)
    await tap(page, '交上去')
    await sees(page, '这道题还没答好')
  }),
  refused('account/survey/index?surveyId=999999', 'survey that is none'),
]
