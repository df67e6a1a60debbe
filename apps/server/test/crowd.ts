import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { IsNull, Not, type DataSource } from 'typeorm'
import { join } from '#server/domains/joining/join'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { createVault } from '#server/platform/crypto/vault'
import { inTransaction } from '#server/platform/db/tx'
import { Events } from '#server/platform/events/entities'
import { openSession, userOf } from '#server/platform/session/open-session'
import { createTokens } from '#server/platform/session/tokens'
import { SECRETS } from './world'

const TOGETHER = 100

/** So many members with a session each, made by the same verbs as through the API, some at a time. Answers their access tokens. */
export async function crowdOf(db: DataSource, size: number): Promise<string[]> {
  const vault = createVault(SECRETS.vault)
  const signing = createTokens(SECRETS.sessions)
  const tokens: string[] = []
  while (tokens.length < size) {
    const some = Math.min(TOGETHER, size - tokens.length)
    const made = await inTransaction(db, async (tx) => {
      const sessions: string[] = []
      for (let index = 0; index < some; index += 1) {
        const now = new Date()
        const userId = await userOf(tx, { openId: `crowd-${randomUUID()}`, unionId: null }, now)
        await join(tx, vault, { userId, privacyVersion: PRIVACY_VERSION, agreed: true, riskRank: null, now })
        sessions.push((await openSession(tx, signing, userId, now)).accessToken)
      }
      // They joined long ago: what follows from it is not still waiting when they all come.
      await tx.update(Events, { nextAt: Not(IsNull()) }, { nextAt: null })
      return sessions
    })
    tokens.push(...made)
  }
  return tokens
}

export type Told = { status: number; code: string; ms: number }

/**
 * The phones, in a process of their own: each has its connection open, as somebody who watches the countdown; then all send at once.
 * Answers what each was told, and how long after the start.
 */
const PHONES = `
const net = require('node:net')
const http = require('node:http')
const { randomUUID } = require('node:crypto')
const { once } = require('node:events')
let input = ''
process.stdin.on('data', (piece) => { input += piece }).on('end', async () => {
  const { url, name, body, tokens } = JSON.parse(input)
  const { hostname, port } = new URL(url)
  const sockets = []
  while (sockets.length < tokens.length) {
    const some = Array.from({ length: Math.min(100, tokens.length - sockets.length) }, () => net.connect(port, hostname))
    await Promise.all(some.map((socket) => once(socket, 'connect')))
    sockets.push(...some)
  }
  const send = (headers, socket) => new Promise((resolve) => {
    const options = { method: 'POST', path: '/api/' + name, host: hostname, port, headers, createConnection: () => socket }
    const request = http.request(options, (response) => {
      let answer = ''
      response.on('data', (piece) => { answer += piece }).on('end', () => resolve({ status: response.statusCode, answer }))
    })
    request.on('error', (error) => resolve({ status: 0, answer: JSON.stringify({ code: error.code }) }))
    request.end(body)
  })
  const began = performance.now()
  const told = await Promise.all(tokens.map(async (token, index) => {
    const key = randomUUID()
    const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + token, 'idempotency-key': key, connection: 'keep-alive' }
    const { status, answer } = await send(headers, sockets[index])
    return { status, code: JSON.parse(answer).code ?? '', ms: Math.round(performance.now() - began) }
  }))
  process.stdout.write(JSON.stringify(told), () => process.exit(0))
})
`

export async function allAtOnce(url: string, name: string, input: object, tokens: readonly string[]): Promise<Told[]> {
  const phones = spawn(process.execPath, ['-e', PHONES], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  phones.stdout.on('data', (piece: Buffer) => {
    output += piece.toString()
  })
  phones.stdin.end(JSON.stringify({ url, name, body: JSON.stringify(input), tokens }))
  await once(phones, 'close')
  return JSON.parse(output) as Told[]
}

/** The value below which so many of a hundred lie. */
export const percentile = (values: readonly number[], percent: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor((values.length * percent) / 100))] ?? 0
