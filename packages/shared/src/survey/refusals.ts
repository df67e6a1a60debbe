import type { RefusalText } from '../kit/refusal'

/** What surveys refuse. */
export const surveyRefusals = {
  survey_over: { status: 409, zh: '这份问卷已经结束', en: 'The survey is over.' },
  survey_early: { status: 409, zh: '这份问卷还没开始', en: 'The survey has not begun.' },
  survey_answered: { status: 409, zh: '你已经答过了，谢谢', en: 'This member has answered.' },
  survey_tier: { status: 409, zh: '这份问卷请更高等级的会员来答', en: 'The survey asks a higher tier.' },
  survey_not_asked: {
    status: 409,
    zh: '这份问卷没有邀请到你，下次吧',
    en: 'The survey asks members with certain tags.',
  },
  survey_unagreed: {
    status: 400,
    zh: '请先看一眼回答怎么用，并勾选',
    en: 'Answering needs consent to what the answers are used for.',
  },
  survey_answers: {
    status: 400,
    zh: '还有问题没答好',
    en: 'An answer is missing or none of the options: see question.',
  },
  survey_no_words: {
    status: 400,
    zh: '这道题不是填写题，看统计就行',
    en: 'The question is not answered in words: see survey.results.',
  },
  survey_not_ready: {
    status: 409,
    zh: '还有没填好的，没有发布',
    en: 'Something is missing (see faults); nothing was changed.',
  },
  survey_published: {
    status: 409,
    zh: '发布后问题、标题、开始时间和贴标签的规则不能改；结束只能延后，谢礼只能加，邀请的人只能变多',
    en: 'Questions, title, start and tag rules stay once published; a later end, more thanks and more people only.',
  },
} as const satisfies Record<string, RefusalText>
