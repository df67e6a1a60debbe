/** What one mini program call of `wx.request` asks for. */
export type Request = { url: string; name: string; data: unknown; header: Record<string, string> }

/** What a test lets the server answer. `offline` cuts the line before the answer, `silence` never answers. */
export type Reply = { statusCode?: number; data?: unknown; header?: Record<string, string> } | 'offline' | 'silence'

export type Responder = (request: Request) => Reply | Promise<Reply>

/** The options that nearly every wx function takes. */
export type Callbacks = {
  success?: (result: object) => void
  fail?: (error: object) => void
  complete?: (result: object) => void
}

export type Options = Callbacks & Record<string, unknown>

/** A function of a page or an app, as Taro registers them. */
export type Hook = (...args: unknown[]) => unknown

export type Definition = Record<string, unknown>

export type Route = { route: string; query: Record<string, string> }
