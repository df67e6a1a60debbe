import { useEffect } from 'react'
import { useAsk } from '../../kit/use-ask'

const EVERY_MS = 2500

/** The bill that a clerk has open for this member, asked for again and again while the page is in front: one question at a time. */
export const useMyBill = (inFront: boolean) => {
  const { data, reload, replace } = useAsk('purchase.myBill', {})
  useEffect(() => {
    if (!inFront) return undefined
    let on = true
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(() => {
        void reload().then(() => {
          if (on) again()
        })
      }, EVERY_MS)
    }
    again()
    return () => {
      on = false
      clearTimeout(timer)
    }
  }, [inFront, reload])
  return { bill: data?.bill ?? null, replace }
}
