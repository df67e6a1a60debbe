import * as z from 'zod/mini'
import { api, type CallName } from '@huitou/shared/api'
import type { Contract } from '@huitou/shared/kit/contract'
import { refusals } from '@huitou/shared/refusals'

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string', description: 'English, for developers' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Chinese, to be shown to people' },
    code: { type: 'string', enum: Object.keys(refusals) },
    requestId: { type: 'string' },
  },
}

const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Kept by the client until a final answer; the same key has one effect and one answer.',
  schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
}

const schemaOf = (schema: Contract['input'], io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

const securityOf = (who: Contract['who']) => {
  if (who === 'guest') return []
  if (who === 'operator') return [{ console: [] }]
  return who === 'integrator' ? [{ signature: [] }] : [{ session: [] }]
}

const CALLERS: Record<Contract['who'], string> = {
  guest: 'anybody, without a login',
  visitor: 'whoever has entered the mini program',
  member: 'members',
  clerk: 'staff: clerks and above, in their stores',
  manager: 'staff: managers and owners',
  owner: 'staff: owners',
  operator: 'operators of the console',
  integrator: 'another system with an API key',
}

/** Who may call, and what they must hold besides. */
function callersOf({ who, may, scope }: Contract) {
  const besides = may ? `, whose role holds \`${may}\`` : scope ? `, whose key holds \`${scope}\`` : ''
  return `For ${CALLERS[who]}${besides}.`
}

function operationOf(name: string, contract: Contract) {
  const keyed = contract.kind === 'command' && !contract.keyless
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: contract.summary,
    description: callersOf(contract),
    'x-who': contract.who,
    'x-kind': contract.kind,
    security: securityOf(contract.who),
    ...(keyed ? { parameters: [keyHeader] } : {}),
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(contract.input, 'input') } } },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(contract.output, 'output') } } },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** OpenAPI 3.1, made from the contracts. */
export const openApi = (version: string) => ({
  openapi: '3.1.0',
  info: { title: 'Huitou 回头客', version, license: { name: 'MIT', identifier: 'MIT' } },
  paths: Object.fromEntries(
    (Object.keys(api) as CallName[]).map((name) => [`/api/${name}`, { post: operationOf(name, api[name]) }]),
  ),
  components: {
    schemas: { Problem: problemSchema },
    securitySchemes: {
      session: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'From session.login: the mini program.',
      },
      console: { type: 'http', scheme: 'bearer', description: 'From admin.login: begins with op_.' },
      signature: {
        type: 'apiKey',
        in: 'header',
        name: 'Huitou-Signature',
        description: 'With Huitou-Key, Huitou-Timestamp and Huitou-Nonce; how to sign is in docs/integration.md.',
      },
    },
  },
})
