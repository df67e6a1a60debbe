import type { Input, Output } from '@huitou/shared/api'
import type { CommunityBlock, CommunityGroupCard } from '@huitou/shared/community/contract'
import { regionsOf, wayInto } from '@huitou/shared/community/rules'
import type { PictureLinks } from '@huitou/shared/media/contract'
import { linksOf } from '#server/domains/media/queries'
import { nameForOthers } from '#server/domains/member/present'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Pages, type GroupRow, type PageRow } from '../entities'
import { groupsOf } from '../group/queries'
import { inviterOf } from './inviter'
import { groupFor } from './near'

type Shown = Output<'community.show'>
type Pictures = Map<string, PictureLinks>

/** A page that can be opened; a draft is nobody's yet. */
export async function openablePage(read: Reader, id: string): Promise<PageRow> {
  const row = found(await read.findOne(Pages, { where: { id } }))
  return found(row.state === 'draft' ? null : row)
}

/** The newest page that is on. */
export async function showOffer(read: Reader): Promise<Output<'community.offer'>> {
  const row = await read.findOne(Pages, { where: { state: 'on' }, order: { id: 'DESC' } })
  return { page: row && { pageId: row.id, title: row.title, lead: row.lead } }
}

const presentPicture = ({ url, width, height }: PictureLinks) => ({ url, width, height })

/** The way in now, and the code only where it works and its picture is there. */
function presentGroup(group: GroupRow, pictures: Pictures, now: Date): CommunityGroupCard {
  const { id: groupId, kind, name, words, until } = group
  const links = pictures.get(group.pictureId)
  const way = wayInto(group, now)
  const wayIn = way === 'open' && !links ? 'renewing' : way
  const code = wayIn === 'open' && links ? { ...presentPicture(links), until: until?.toISOString() ?? null } : null
  return { groupId, kind, name, words, wayIn, code }
}

const presentBlocks = ({ blocks }: PageRow, pictures: Pictures): CommunityBlock[] =>
  blocks.flatMap((block): CommunityBlock[] => {
    if (block.kind === 'text') return [block]
    const links = pictures.get(block.pictureId)
    return links ? [{ kind: 'picture', picture: presentPicture(links) }] : []
  })

const idsOf = (page: PageRow, shown: readonly (GroupRow | null)[]) => [
  ...page.blocks.flatMap((block) => (block.kind === 'picture' ? [block.pictureId] : [])),
  ...shown.flatMap((group) => group?.pictureId ?? []),
]

const presentRegions = (groups: readonly GroupRow[], now: Date): Shown['regions'] =>
  regionsOf(groups).map(({ region, groups: rows }) => ({
    region,
    groups: rows.map((row) => ({ groupId: row.id, name: row.name, wayIn: wayInto(row, now) })),
  }))

const closed = ({ title }: PageRow): Shown => ({
  ...{ state: 'ended', title, lead: '', blocks: [], inviter: null },
  ...{ regions: [], region: null, group: null, instead: null },
})

export type Looking = { userId: string; person: string; now: Date }

/** A page as this person sees it. Refuses not_found for a draft. */
export async function showPage(
  read: Reader,
  { pageId, scene, ...wish }: Input<'community.show'>,
  { userId, person, now }: Looking,
): Promise<Shown> {
  const page = await openablePage(read, pageId)
  if (page.state === 'ended') return closed(page)
  const groups = await groupsOf(read, page.groupIds)
  const { fit, instead } = await groupFor(read, groups, wish, userId, now)
  const pictures = await linksOf(read, idsOf(page, [fit, instead]))
  const inviter = await inviterOf(read, scene, person)
  return {
    ...{ state: 'on', title: page.title, lead: page.lead, blocks: presentBlocks(page, pictures) },
    inviter: inviter && nameForOthers(inviter),
    ...{ regions: presentRegions(groups, now), region: fit?.region ?? null },
    group: fit && presentGroup(fit, pictures, now),
    instead: instead && presentGroup(instead, pictures, now),
  }
}
