import { useEffect, useState } from 'react'
import { deviceId } from '../../features/referral/device-id'
import { useSend } from '../../kit/use-send'

type Visit = { pageId: string; scene: string | undefined; groupId: string | undefined; isMember: boolean }

/**
 * Tells through whom somebody came, once the page is known to be there. Answers the scene of one's own card. Where it is not heard the page is
 * of use all the same: nothing of it depends on this.
 */
export const useVisit = ({ pageId, scene, groupId, isMember }: Visit, isThere: boolean): string | null => {
  const { run: visit } = useSend('community.visit')
  const { run: touch } = useSend('referral.touch')
  const [own, setOwn] = useState<string | null>(null)
  useEffect(() => {
    // Whoever joins later is their friend's by the rules of inviting; who is a member is nobody's to bring.
    if (isThere && scene !== undefined && !isMember) void touch({ scene, device: deviceId() })
  }, [isThere, scene, isMember, touch])
  useEffect(() => {
    if (!isThere) return
    const chosen = groupId === undefined ? {} : { groupId }
    void visit({ pageId, ...chosen, ...(scene === undefined ? {} : { scene }) }).then((answer) => {
      if (answer) setOwn(answer.scene)
    })
    // Joining makes somebody's own card: asked again then.
  }, [isThere, isMember, pageId, scene, groupId, visit])
  return own
}
