import { isTest, type SourceFile } from './tree'

const lineOf = (text: string, index: number) => text.slice(0, index).split('\n').length

const findings = (files: SourceFile[], pattern: RegExp) =>
  files.flatMap((file) =>
    [...file.text.matchAll(pattern)].map(
      (match) => `${file.path}:${lineOf(file.text, match.index)} ${match[0].trim()}`,
    ),
  )

const PURE = /^(packages\/shared\/src\/(.+\/rules|kit\/[a-z-]+)|apps\/server\/src\/domains\/.+)\.ts$/

/** Time and chance enter at the edge and are passed down; a rule that reads a clock cannot be run again. */
export const clocksInside = (files: SourceFile[]) =>
  findings(
    files.filter((file) => PURE.test(file.path) && !isTest(file)),
    /Date\.now\(|new Date\(\s*\)|Math\.random\(|performance\.now\(/g,
  )

/** Tests that look as if they ran. */
export const sleepingTests = (files: SourceFile[]) =>
  findings(
    files.filter((file) => /\.test\.tsx?$/.test(file.path)),
    /\b(it|test|describe)\.(skip|only|todo|failing)\b|(?<![.\w])[xf](it|test|describe)\(/g,
  )

/** Words that pay for the act of sharing, which the platform forbids (R29). */
export const paidSharing = (files: SourceFile[]) =>
  findings(
    files.filter((file) => /^(apps|packages)\//.test(file.path) && !isTest(file)),
    /(分享|转发)(就|即|可|立)?(得|领|送|赚)/g,
  )

const inOf = (folders: string[]) => ['', `(${folders.join('|')})`, ''].join('/')
const TRACES = [
  new RegExp(`(?<![\\w.}])${inOf(['work', 'root', 'home/[a-z]+'])}`, 'g'),
  new RegExp(['', 'tmp', 'huitou'].join('/'), 'g'),
  /\b(registry|npm|mirrors?)\.[a-z0-9-]+\.(org|com|cn|net|io)\b/g,
]

/** Paths and package hosts of the machine on which somebody wrote this. */
export const machineTraces = (files: SourceFile[]) => TRACES.flatMap((pattern) => findings(files, pattern))

/** Links in Markdown to files that are not there. */
export const brokenLinks = (files: SourceFile[], exists: (file: string) => boolean) =>
  files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      [...file.text.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|href)="([^"#]+)"/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
        .map((link) => [link, new URL(link, `file:///${file.path}`).pathname.slice(1)] as const)
        .filter(([, target]) => !exists(decodeURI(target)))
        .map(([link]) => `${file.path}: ${link}`),
    )
