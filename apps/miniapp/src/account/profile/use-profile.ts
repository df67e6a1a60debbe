import type { Input } from '@huitou/shared/api'
import { useCallback } from 'react'
import { useSession } from '../../kit/session'
import { useSend } from '../../kit/use-send'
import { say } from '../../ui/toast'

/** Saves one field of the profile and shows it everywhere at once. Answers whether it was saved. */
export const useProfile = () => {
  const { busy, failure, run } = useSend('member.updateProfile')
  const save = useCallback(
    async (change: Input<'member.updateProfile'>) => {
      const answer = await run(change)
      if (answer === null) return false
      useSession.setState({ member: answer.member })
      say('存好了')
      return true
    },
    [run],
  )
  return { busy, failure, save }
}
