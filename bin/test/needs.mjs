import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { at } from '../parts/paths.mjs'

const MYSQL_URL = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** What keeps the tests from MySQL, in one line; null when it answers and lets us make databases. Sets TEST_MYSQL_URL. */
export async function needMysql() {
  process.env.TEST_MYSQL_URL = MYSQL_URL
  // The server's own driver, found from where the server is.
  const { createConnection } = createRequire(at('apps/server/package.json'))('mysql2/promise')
  try {
    const connection = await createConnection({ uri: MYSQL_URL, connectTimeout: 3000 })
    await connection.end()
    return null
  } catch (error) {
    const where = MYSQL_URL.replace(/:[^:@/]*@/, ':…@')
    return `MySQL 8 or MariaDB ≥10.6 at ${where} (${error.code ?? error.message}): install mariadb-server, or set TEST_MYSQL_URL`
  }
}

/** Null when there is a Chromium; its path is then in CHROMIUM_PATH. */
export function needChromium() {
  const found = [process.env.CHROMIUM_PATH ?? '', ...BROWSERS].find((file) => file && existsSync(file))
  if (!found) return 'Chromium: install it (apt-get install chromium fonts-noto-cjk), or set CHROMIUM_PATH'
  process.env.CHROMIUM_PATH = found
  return null
}
