import { createHash } from 'node:crypto'
import type { Context } from 'koa'

/** What a caller with a key sends along, as it came; whether it is right is for the key's room to say. */
export type Signed = {
  path: string
  publicId: string
  timestamp: string
  nonce: string
  signature: string
  bodySha256: string
}

/** The signature of a request, read from its headers and its body as sent. */
export const signedOf = (ctx: Context): Signed => ({
  path: ctx.path,
  publicId: ctx.get('huitou-key'),
  timestamp: ctx.get('huitou-timestamp'),
  nonce: ctx.get('huitou-nonce'),
  signature: ctx.get('huitou-signature'),
  bodySha256: createHash('sha256')
    .update(ctx.request.rawBody ?? '')
    .digest('hex'),
})
