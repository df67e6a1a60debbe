import { fingerprintOfUser } from '#server/domains/member/create-member'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers, Member } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { openIdOf } from '#server/platform/session/open-id'
import { appealReferral, decideReferral } from './decide'
import { openInvitation, setRanked } from './invitation'
import { pauseProgramme, publishProgramme, saveProgramme } from './programme/save'
import { showProgramme } from './programme/show'
import { showPoster } from './poster/show'
import { showFigures } from './show/figures'
import { friendOf, friendsPage } from './show/friends'
import { showInvitation } from './show/invitation'
import { showMine, showOffer } from './show/mine'
import { referralFor, referralsPage, reviewsPage } from './show/operator-view'
import { showRanking } from './show/ranking'
import { touchInvitation } from './touch'

const showVersions = (read: Reader, { now }: { now: Date }) => showProgramme(read, now)

const consoleRoutes = {
  'referral.programme': (read, { now }) => showProgramme(read, now),
  'referral.saveProgramme': {
    run: (tx, { actor, input, now }) => saveProgramme(tx, input, { operatorId: actor.operatorId, now }),
    show: showVersions,
  },
  'referral.publish': {
    run: (tx, { actor, now }) => publishProgramme(tx, { operatorId: actor.operatorId, now }),
    show: showVersions,
  },
  'referral.pause': {
    run: (tx, { actor, now }) => pauseProgramme(tx, { operatorId: actor.operatorId, now }),
    show: showVersions,
  },
  'referral.figures': (read, { input, now }) => showFigures(read, input, now),
  'referral.list': (read, { input }) => referralsPage(read, input),
  'referral.reviews': (read, { input }) => reviewsPage(read, input),
  'referral.decide': {
    run: (tx, { actor, input, now }) => decideReferral(tx, { ...input, operatorId: actor.operatorId, now }),
    show: (read, _call, referralId) => referralFor(read, referralId),
  },
} satisfies Partial<Handlers>

const personOf = async (read: Reader, vault: Vault, userId: string) =>
  fingerprintOfUser(vault, found(await openIdOf(read, userId)))

/** What a phone says of itself and where a call comes from are kept as keyed hashes only. */
const deviceHash = (vault: Vault, device: string | undefined) =>
  device === undefined ? null : vault.fingerprint(device, 'referral-device')

export const referralRoutes = (platform: Platform) => {
  const { vault } = platform
  return {
    ...consoleRoutes,
    'referral.offer': (read, { now }) => showOffer(read, now),
    'referral.mine': (read, { actor, now }) => showMine(read, actor.memberId, now),
    'referral.friends': (read, { actor, input, now }) => friendsPage(read, actor.memberId, input.before, now),
    'referral.start': (tx, { actor, input, now }) =>
      openInvitation(tx, { memberId: actor.memberId, deviceHash: deviceHash(vault, input.device), now }),
    'referral.poster': (unit, { actor, now }) => showPoster(platform, unit, { memberId: actor.memberId, now }),
    'referral.invitation': async (read, { actor, input, now }) => {
      const { userId } = actor
      return showInvitation(read, { scene: input.scene, userId, person: await personOf(read, vault, userId), now })
    },
    'referral.touch': async (tx, { actor, input, address, now }) => ({
      counts: await touchInvitation(tx, {
        scene: input.scene,
        person: await personOf(tx, vault, actor.userId),
        deviceHash: deviceHash(vault, input.device),
        addressHash: vault.fingerprint(address, 'referral-address'),
        now,
      }),
    }),
    'referral.ranking': (read, { actor, now }) => showRanking(read, actor.memberId, now),
    'referral.setRanking': async (tx, { actor, input, now }) => {
      await setRanked(tx, actor.memberId, input.shown, now)
      return { shown: input.shown }
    },
    'referral.appeal': {
      run: (tx, { actor, input, now }) => appealReferral(tx, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor, now }: { actor: Member; now: Date }, referralId) =>
        friendOf(read, actor.memberId, referralId, now),
    },
  } satisfies Partial<Handlers>
}
