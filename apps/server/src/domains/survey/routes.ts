import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { answer } from './answer'
import { endSurvey, publishSurvey } from './definition/lifecycle'
import { operatorSurvey, operatorSurveys } from './definition/operator-view'
import { saveSurvey } from './definition/save'
import { resultsOf, textsOf } from './results/results'
import { answeredOf, openFor, showSurvey } from './show/show'

const show = (read: Reader, { now }: { now: Date }, id: string) => operatorSurvey(read, id, now)

export const surveyRoutes = ({ vault }: Platform) =>
  ({
    'survey.definitions': (read, { input, now }) => operatorSurveys(read, input, now),
    'survey.definition': (read, { input, now }) => operatorSurvey(read, input.surveyId, now),
    'survey.saveDefinition': { run: (tx, { input, now }) => saveSurvey(tx, input, now), show },
    'survey.publish': { run: (tx, { input, now }) => publishSurvey(tx, input.surveyId, now), show },
    'survey.end': { run: (tx, { input, now }) => endSurvey(tx, input.surveyId, now), show },
    'survey.results': (read, { input }) => resultsOf(read, input.surveyId),
    'survey.texts': (read, { input }) => textsOf(read, vault, input),

    'survey.list': (read, { actor, now }) => openFor(read, actor.memberId, now),
    'survey.show': (read, { actor, input, now }) => showSurvey(read, input.surveyId, actor.memberId, now),
    'survey.answer': {
      run: (tx, { actor, input, now }) => answer(tx, vault, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor }, surveyId) => answeredOf(read, actor.memberId, surveyId),
    },
  }) satisfies Partial<Handlers>
