import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage, useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { SurveyForm } from './form'

const BONES = [96, 120, 120] as const

type Shown = Output<'survey.show'>

const toList = { label: '看看别的问卷', onPress: () => void openPage('account/surveys/index') }

/** What answering gave, as it came. */
function gotWords({ points, couponId, owed }: NonNullable<Shown['answered']>) {
  const got = [...(points > 0 ? [`${points} 积分`] : []), ...(couponId === null ? [] : ['一张券'])]
  if (owed) return '积分会在账户恢复后给你'
  return got.length === 0 ? '你的回答我们会认真看' : `${got.join('、')}已经到账`
}

const Lead = ({ survey }: Pick<Shown, 'survey'>) => (
  <Card>
    <View className="t17">{survey.title}</View>
    {survey.about === null ? null : <View className="t14 ink-2 top4">{survey.about}</View>}
    {survey.thanksWords === null ? null : (
      <View className="t12 ink-brand top8">{survey.thanksGone ? '谢礼送完了，还想听你说' : survey.thanksWords}</View>
    )}
    <View className="t12 ink-3 top4">{`${survey.until} 截止`}</View>
  </Card>
)

const Survey = ({ surveyId }: { surveyId: string }) => {
  const asked = useAsk('survey.show', { surveyId })
  usePullDown([asked])
  if (asked.data === null && asked.failure?.code === 'not_found')
    return <StatePage art="list" title="没有这份问卷" text="可能已经撤下了" action={toList} />
  return (
    <AskedView asked={asked} bones={BONES} failed="问卷没有取到">
      {({ survey, answered }) => {
        if (answered !== null)
          return <StatePage art="list" title="答完了，谢谢你" text={gotWords(answered)} action={toList} />
        if (survey.why !== null) return <StatePage art="list" title={survey.title} text={survey.why} action={toList} />
        return (
          <View>
            <Lead survey={survey} />
            <SurveyForm survey={survey} onAnswered={() => void asked.reload()} />
          </View>
        )
      }}
    </AskedView>
  )
}

export default function SurveyPage() {
  const { surveyId } = useParams('account/survey/index')
  return (
    <Page title="问卷">
      <MemberOnly bones={BONES} title="加入会员，说说你的想法" text="店里想听会员怎么说">
        <Survey surveyId={surveyId ?? ''} />
      </MemberOnly>
    </Page>
  )
}
