import type { Input, Output, QueryName } from '@huitou/shared/api'
import { useCallback, useState } from 'react'
import { ask } from './call/call'
import { asCallFailed, type CallFailed } from './call/failure'
import { useAsk } from './use-ask'

type Paged = { rows: unknown[]; next: string | null }
type PagedName = { [Name in QueryName]: Output<Name> extends Paged ? Name : never }[QueryName]
type RowOf<Name extends PagedName> = Output<Name>['rows'][number]

type More<Row> = {
  after: unknown
  rows: Row[]
  next: string | null
  loading: boolean
  failure: CallFailed | null
}

/** A list that comes in pages: the first as `useAsk` gives it, the others on demand. A reload starts over at the first. */
export const usePages = <Name extends PagedName>(name: Name, input: Omit<Input<Name>, 'before'>, when = true) => {
  const first = useAsk(name, input as Input<Name>, { when, isEmpty: (page) => page.rows.length === 0 })
  const [kept, setKept] = useState<More<RowOf<Name>> | null>(null)
  // Later pages belong to the first page that they followed.
  const page = first.data as Paged | null
  const start: More<RowOf<Name>> = {
    after: page,
    rows: [],
    next: page?.next ?? null,
    loading: false,
    failure: null,
  }
  const more = kept?.after === page && kept ? kept : start

  const loadMore = useCallback(async () => {
    if (more.next === null || more.loading) return
    setKept({ ...more, loading: true, failure: null })
    try {
      const following = (await ask(name, { ...input, before: more.next } as Input<Name>)) as Paged
      setKept({
        ...more,
        rows: [...more.rows, ...(following.rows as RowOf<Name>[])],
        next: following.next,
        loading: false,
      })
    } catch (thrown) {
      setKept({ ...more, loading: false, failure: asCallFailed(thrown) })
    }
  }, [name, input, more])

  const rows = [...((page?.rows ?? []) as RowOf<Name>[]), ...more.rows]
  return {
    first,
    rows,
    hasMore: more.next !== null,
    loadingMore: more.loading,
    moreFailure: more.failure,
    loadMore,
  }
}
