import * as z from 'zod/mini'

// Without a language zod says no more than "Invalid input".
z.config(z.locales.en())

const whole = (fallback: number, min: number, max: number) =>
  z.pipe(
    z._default(z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number')), String(fallback)),
    z.pipe(
      z.transform((digits: string) => Number(digits)),
      z.number().check(z.gte(min), z.lte(max)),
    ),
  )

const flag = z.pipe(
  z._default(z.enum(['0', '1']), '0'),
  z.transform((value: '0' | '1') => value === '1'),
)

const optional = z.optional(z.string().check(z.minLength(1)))
const secret = z.optional(z.string().check(z.minLength(32, 'must have at least 32 characters')))
const SECRET_MIN = 32
/** As WeChat's console asks for them. */
const pushToken = z.optional(z.string().check(z.regex(/^[A-Za-z0-9]{3,32}$/, 'must be 3 to 32 letters and digits')))
const pushAesKey = z.optional(z.string().check(z.regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits')))
const url = z.optional(z.url())

/** Each piece counts: an empty one after a stray comma would be a key that everybody knows. */
const secrets = z.optional(
  z
    .string()
    .check(
      z.refine(
        (list) => list.split(',').every((piece) => piece.trim().length >= SECRET_MIN),
        'each of them must have at least 32 characters',
      ),
    ),
)

/**
 * Everything a deployer can change, one variable each. `.env.example` lists the same names; a test compares the two.
 * Secrets have no default: in production they are required, in demo mode they are generated into the data folder.
 */
export const settingsSchema = z.object({
  /** "production" refuses the simulator and demands secrets. */
  NODE_ENV: z._default(z.enum(['production', 'development', 'test']), 'development'),
  /** Port of the server. */
  PORT: whole(3000, 0, 65_535),
  /** Address to listen on. */
  HOST: z._default(z.string(), '127.0.0.1'),
  /** Folder for the embedded database and generated secrets. */
  DATA_DIR: z._default(z.string(), 'data'),
  /** mysql://user:password@host:3306/name. Absent: the embedded SQLite file in DATA_DIR. */
  DATABASE_URL: z.optional(z.string().check(z.regex(/^(mysql|mariadb):\/\//, 'must begin with mysql://'))),
  /** Connections to MySQL per process. */
  DATABASE_POOL: whole(10, 2, 100),
  /** redis://… to share rate limits between processes. Absent: limits count per process. */
  REDIS_URL: url,
  /** 1: seed a demo brand, start the simulator and show the try-it page. A fresh embedded database is demo by itself. */
  DEMO: flag,
  /** A bucket that speaks S3 (COS, OSS, MinIO) for uploaded pictures, as https://bucket.cos.ap-shanghai.myqcloud.com. Absent: a folder in DATA_DIR. */
  STORAGE_URL: url,
  /** The bucket's region. */
  STORAGE_REGION: z._default(z.string(), 'auto'),
  /** The access key that may write to the bucket. */
  STORAGE_KEY_ID: optional,
  /** Its secret. */
  STORAGE_SECRET: optional,
  /** How people reach this server, as https://shop.example.com. Used in print sheets, and told to WeChat Pay for its notices. */
  PUBLIC_URL: url,
  /** Number of trusted proxies in front; 0 ignores X-Forwarded-For. */
  PROXIES: whole(0, 0, 5),
  /** Signs sessions. Several, separated by commas, newest first: the others still verify (rotation). */
  SESSION_SECRETS: secrets,
  /** Encrypts phone numbers. Changing it makes stored numbers unreadable. */
  VAULT_SECRET: secret,
  /** Signs the codes on members' screens. */
  CODE_SECRET: secret,
  /** The mini program's AppID. */
  WECHAT_APP_ID: optional,
  /** The mini program's AppSecret. */
  WECHAT_APP_SECRET: optional,
  /** Base of WeChat's server API. The simulator's address is refused in production. */
  WECHAT_API_URL: z._default(z.url(), 'https://api.weixin.qq.com'),
  /** WeChat Pay: the merchant's number. With it the other three of the merchant and PUBLIC_URL are needed; without, nothing can be paid. */
  WECHAT_PAY_MCH_ID: z.optional(z.string().check(z.regex(/^\d{6,32}$/, 'must be a merchant number'))),
  /** The APIv3 key, 32 characters, as set in the merchant platform. */
  WECHAT_PAY_API_V3_KEY: z.optional(
    z.string().check(z.refine((value) => new TextEncoder().encode(value).length === 32, 'must have 32 bytes')),
  ),
  /** The serial number of the merchant's certificate. */
  WECHAT_PAY_CERT_SERIAL: z.optional(z.string().check(z.regex(/^[0-9A-F]{16,64}$/i, 'must be a serial number'))),
  /** The merchant's private key: PEM text (line breaks may be written as \n), or the path of a file that holds it. */
  WECHAT_PAY_PRIVATE_KEY: optional,
  /** Public key mode: the id of WeChat's public key, PUB_KEY_ID_…. Absent with the key: platform certificates are fetched. */
  WECHAT_PAY_PUBLIC_KEY_ID: z.optional(z.string().check(z.regex(/^PUB_KEY_ID_\w+$/, 'must begin with PUB_KEY_ID_'))),
  /** WeChat's public key: PEM text or the path of a file. */
  WECHAT_PAY_PUBLIC_KEY: optional,
  /** Base of WeChat Pay's API. The simulator's address is refused in production. */
  WECHAT_PAY_API_URL: z._default(z.url(), 'https://api.mch.weixin.qq.com'),
  /** Which version printed codes open: release, trial or develop. */
  WECHAT_CODE_VERSION: z._default(z.enum(['release', 'trial', 'develop']), 'release'),
  /** Token of the mini program's message push, as in its console. Absent: /wechat/push/mini is closed. */
  WECHAT_PUSH_TOKEN: pushToken,
  /** EncodingAESKey of that push. With it only encrypted messages are taken; absent: plain ones. */
  WECHAT_PUSH_AES_KEY: pushAesKey,
  /** AppID of the shop's 公众号, bound to the same Open Platform account as the mini program. */
  WECHAT_OFFICIAL_APP_ID: optional,
  /** Its AppSecret. */
  WECHAT_OFFICIAL_SECRET: optional,
  /** Token of its message push. Absent: /wechat/push/official is closed. */
  WECHAT_OFFICIAL_TOKEN: pushToken,
  /** EncodingAESKey of that push. With it only encrypted messages are taken; absent: plain ones. */
  WECHAT_OFFICIAL_AES_KEY: pushAesKey,
  /** 1: webhooks may go to http and into private networks. For trying things out; refused in production. */
  WEBHOOK_PRIVATE: flag,
  /** Commands per person per minute. */
  RATE_COMMANDS: whole(120, 1, 1_000_000),
  /** Queries per person per minute. */
  RATE_QUERIES: whole(600, 1, 1_000_000),
  /** Calls per network address per minute (many members share a shop's Wi-Fi). */
  RATE_ADDRESS: whole(3000, 1, 10_000_000),
  /** Logins per network address per minute. */
  RATE_LOGINS: whole(120, 1, 1_000_000),
  /** pino level: fatal, error, warn, info, debug or silent. */
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  /** Bearer token that /metrics asks for. Absent: only loopback may read it. */
  METRICS_TOKEN: optional,
})

export type Settings = z.infer<typeof settingsSchema>

export class SettingsInvalid extends Error {
  constructor(readonly problems: string[]) {
    super(`These settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

/** What is wrong with settings that each look right: needed together, or not allowed in production. */
function problemsTogether(settings: Settings): string[] {
  const { STORAGE_URL, STORAGE_KEY_ID, STORAGE_SECRET } = settings
  const storage =
    STORAGE_URL !== undefined && (STORAGE_KEY_ID === undefined || STORAGE_SECRET === undefined)
      ? ['STORAGE_URL needs STORAGE_KEY_ID and STORAGE_SECRET']
      : []
  return [...storage, ...problemsOfPay(settings), ...pushProblems(settings), ...problemsInProduction(settings)]
}

const MERCHANT = [
  'WECHAT_PAY_MCH_ID',
  'WECHAT_PAY_API_V3_KEY',
  'WECHAT_PAY_CERT_SERIAL',
  'WECHAT_PAY_PRIVATE_KEY',
] as const

/** All of a merchant or nothing: with half of it people would order what they cannot pay. */
function problemsOfPay(settings: Settings): string[] {
  const { WECHAT_PAY_PUBLIC_KEY_ID: keyId, WECHAT_PAY_PUBLIC_KEY: publicKey, PUBLIC_URL } = settings
  const missing = MERCHANT.filter((name) => settings[name] === undefined)
  const problems = missing.length < MERCHANT.length ? missing.map((name) => `WeChat Pay needs ${name}`) : []
  if (missing.length === 0 && PUBLIC_URL === undefined)
    problems.push('WeChat Pay needs PUBLIC_URL, where its notices come to')
  if ((keyId === undefined) !== (publicKey === undefined))
    problems.push('WECHAT_PAY_PUBLIC_KEY_ID and WECHAT_PAY_PUBLIC_KEY are needed together')
  return problems
}

/** A key without its token, or half of the 公众号, would keep a door closed that somebody believes open. */
function pushProblems(settings: Settings): string[] {
  const needs = [
    ['WECHAT_PUSH_AES_KEY', 'WECHAT_PUSH_TOKEN'],
    ['WECHAT_OFFICIAL_APP_ID', 'WECHAT_OFFICIAL_SECRET'],
    ['WECHAT_OFFICIAL_SECRET', 'WECHAT_OFFICIAL_APP_ID'],
    ['WECHAT_OFFICIAL_TOKEN', 'WECHAT_OFFICIAL_APP_ID'],
    ['WECHAT_OFFICIAL_AES_KEY', 'WECHAT_OFFICIAL_TOKEN'],
  ] as const
  return needs
    .filter(([name, other]) => settings[name] !== undefined && settings[other] === undefined)
    .map(([name, other]) => `${name} needs ${other}`)
}

function problemsInProduction(settings: Settings): string[] {
  if (settings.NODE_ENV !== 'production') return []
  const required = ['SESSION_SECRETS', 'VAULT_SECRET', 'CODE_SECRET', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const
  const problems = required
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name} is required in production`)
  if (settings.DEMO) problems.push('DEMO=1 is refused in production')
  if (settings.WEBHOOK_PRIVATE) problems.push('WEBHOOK_PRIVATE=1 is refused in production')
  if (!/^https:\/\/api\.weixin\.qq\.com$/.test(settings.WECHAT_API_URL.replace(/\/$/, '')))
    problems.push('WECHAT_API_URL must be https://api.weixin.qq.com in production')
  if (settings.WECHAT_PAY_API_URL.replace(/\/$/, '') !== 'https://api.mch.weixin.qq.com')
    problems.push('WECHAT_PAY_API_URL must be https://api.mch.weixin.qq.com in production')
  return problems
}

/** Reads settings from the environment. Throws SettingsInvalid with every missing or bad value at once. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const known = Object.keys(settingsSchema.shape).map((name) => [name, env[name] === '' ? undefined : env[name]])
  const parsed = z.safeParse(settingsSchema, Object.fromEntries(known))
  if (!parsed.success)
    throw new SettingsInvalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const problems = problemsTogether(parsed.data)
  if (problems.length > 0) throw new SettingsInvalid(problems)
  return parsed.data
}
