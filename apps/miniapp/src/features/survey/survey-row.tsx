import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { RowItem } from '../../ui/block/row-item'

/** Only while the shop asks something that this member has not answered. */
export const SurveyRow = () => {
  const open = useAsk('survey.list', {}).data?.surveys.filter(({ state }) => state === 'open') ?? []
  const [first] = open
  return first === undefined ? null : (
    <RowItem
      icon="pencil"
      title="问卷"
      note={first.thanksGone ? first.title : (first.thanksWords ?? first.title)}
      onPress={() => void openPage('account/surveys/index')}
    />
  )
}
