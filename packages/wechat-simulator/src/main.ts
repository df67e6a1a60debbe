import { randomBytes } from 'node:crypto'
import { startSimulator } from '#simulator/server'

/** Runs the simulator alone: PORT, HOST, WECHAT_APP_ID, WECHAT_SECRET and WECHAT_PAGES (with commas between) set it up.
 * WECHAT_OFFICIAL_APP_ID and WECHAT_OFFICIAL_SECRET add a 公众号. */
const main = async () => {
  const { PORT, HOST, WECHAT_APP_ID, WECHAT_SECRET, WECHAT_PAGES, WECHAT_OFFICIAL_APP_ID, WECHAT_OFFICIAL_SECRET } =
    process.env
  const appId = WECHAT_APP_ID ?? 'wx00000000simulator'
  const secret = WECHAT_SECRET ?? randomBytes(16).toString('hex')
  const simulator = await startSimulator({
    port: Number(PORT ?? 8090),
    ...(HOST !== undefined && { host: HOST }),
    appId,
    secret,
    ...(WECHAT_OFFICIAL_APP_ID !== undefined && {
      official: { appId: WECHAT_OFFICIAL_APP_ID, secret: WECHAT_OFFICIAL_SECRET ?? secret },
    }),
    pages: (WECHAT_PAGES ?? 'pages/home/index,pages/landing/index').split(','),
  })
  const generated = WECHAT_SECRET === undefined ? `, secret ${secret}` : ''
  process.stdout.write(`WeChat simulator at ${simulator.url}, app ${appId}${generated}. Ctrl-C ends it.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.stop())
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
