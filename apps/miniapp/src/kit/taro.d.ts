import '@tarojs/components'

declare global {
  /** Where calls go, without a slash at the end; empty on H5 (same origin). Written in by the build. */
  const API_BASE: string
  /** What `x-client-version` says, as "weapp/0.1.0". Written in by the build. */
  const CLIENT_VERSION: string
}

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    /** Becomes `aria-role` on WeChat (config/templates-plugin.js). */
    role?:
      | 'button'
      | 'tab'
      | 'checkbox'
      | 'dialog'
      | 'alert'
      | 'progressbar'
      | 'img'
      | 'heading'
      | 'link'
      | 'radio'
      | 'list'
      | 'listitem'
  }
}
