/** Old phones decide: the WeChat runtime takes ES2019, and the browserslist of any package must not change that. */
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        targets: { ios: '12', chrome: '70' },
        ignoreBrowserslistConfig: true,
      },
    ],
  ],
}
