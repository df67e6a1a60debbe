import type { SurveyCard } from '@huitou/shared/survey/contract'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'

const BONES = [180] as const

const thanksOf = ({ thanksGone, thanksWords }: SurveyCard) =>
  thanksGone ? '谢礼送完了，还想听你说' : (thanksWords ?? '帮我们做得更好')

const noteOf = (card: SurveyCard) =>
  card.state === 'done' ? '已经答过，谢谢' : `${card.questionCount} 题 · ${thanksOf(card)} · ${card.until} 截止`

const Surveys = () => {
  const asked = useAsk('survey.list', {}, { isEmpty: ({ surveys }) => surveys.length === 0 })
  usePullDown([asked])
  const nothing = <StatePage art="list" title="现在没有问卷" text="有想问你的，会放在这里" />
  return (
    <AskedView asked={asked} bones={BONES} failed="问卷没有取到" empty={nothing}>
      {({ surveys }) => (
        <Card className="card-flat">
          {surveys.map((card) => (
            <RowItem
              key={card.surveyId}
              icon="pencil"
              title={card.title}
              note={noteOf(card)}
              end={card.state === 'done' ? <Chip tone="ok" icon="check" text="已答" /> : null}
              onPress={() => void openPage('account/survey/index', { surveyId: card.surveyId })}
            />
          ))}
        </Card>
      )}
    </AskedView>
  )
}

export default function SurveysPage() {
  return (
    <Page title="问卷">
      <MemberOnly bones={BONES} title="加入会员，说说你的想法" text="店里想听会员怎么说">
        <Surveys />
      </MemberOnly>
    </Page>
  )
}
