import { ScenePage } from '../../features/asked/scene-page'
import { openPage, useParams } from '../../kit/navigate'
import { Receipt } from './receipt'

const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

/** What a receipt's code opens: what it gives, and one button; who is no member yet joins with it. */
export default function ReceiptPage() {
  const { scene } = useParams('account/receipt/index')
  const lost = { title: '没有找到这张小票', text: '扫一扫小票上的码就能看到', action: home } as const
  return (
    <ScenePage title="领小票积分" bones={[200, 140]} scene={scene} lost={{ art: 'empty', ...lost }}>
      {(known, isMember) => <Receipt scene={known} isMember={isMember} />}
    </ScenePage>
  )
}
