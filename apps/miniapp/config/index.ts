import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { version } from '../package.json'

const target = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp'
const root = path.resolve(__dirname, '..')
const modules = path.resolve(root, '../../node_modules')

/** Packages that ship newer JavaScript than phones take. Strings, absolute: Taro ignores anything else silently. */
const transpiled = [
  path.resolve(root, '../../packages/shared'),
  path.join(modules, 'uqr'),
  path.join(modules, 'zustand'),
]

/** Design pixels stay px on both targets: with rpx a 44 px target would shrink to 37 px on a 320 px phone. */
const pxtransform = { enable: false, config: {} }

/** Where calls go. WeChat wants an https address that is registered for the mini program; H5 calls its own origin. */
const apiBase = process.env.HUITOU_API_URL ?? (target === 'h5' ? '' : 'http://127.0.0.1:3000')

export default defineConfig(() => {
  const config: UserConfigExport = {
    projectName: 'huitou',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 2, 750: 1 },
    sourceRoot: 'src',
    outputRoot: `dist/${target}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // Off: Taro learns from parsing which components templates are needed for. With webpack's cache a build that parses only the changed
    // files forgets the others', and pages lose their CustomWrapper without a word.
    cache: { enable: false },
    plugins: [path.join(root, 'config/templates-plugin.js')],
    // Taro copies only icons that app.json names; ours are named by theme.json.
    copy: {
      patterns: target === 'weapp' ? [{ from: 'src/assets/tab', to: 'dist/weapp/assets/tab' }] : [],
      options: {},
    },
    defineConstants: {
      API_BASE: JSON.stringify(apiBase),
      CLIENT_VERSION: JSON.stringify(`${target}/${version}`),
    },
    mini: {
      optimizeMainPackage: { enable: true },
      // Class names are unique to their component: which file comes first decides nothing.
      miniCssExtractPluginOption: { ignoreOrder: true },
      compile: { include: transpiled },
      postcss: { pxtransform, cssModules: { enable: false } },
    },
    h5: {
      publicPath: '/h5/',
      staticDirectory: 'static',
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      router: { mode: 'hash' },
      compile: { include: transpiled },
      postcss: { pxtransform, autoprefixer: { enable: true, config: {} }, cssModules: { enable: false } },
    },
  }
  return config
})
