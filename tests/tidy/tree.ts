import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(__dirname, '../..')

/** `path` from the repository's root, with forward slashes. */
export type SourceFile = { path: string; text: string }

const TEXT = /(\.(ts|tsx|js|mjs|cjs|json|md|scss|css|html|svg|yml|yaml|example)|^\.[a-z]+|\/run|LICENSE)$/

/** Every text file that git knows or would add. */
export function textFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\0')
    .filter((file) => TEXT.test(file) && existsSync(path.join(root, file)))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
}

export const isCode = ({ path: file }: SourceFile) => /\.(ts|tsx|js|mjs|cjs|scss)$/.test(file)
export const isTest = ({ path: file }: SourceFile) => /\.test\.tsx?$/.test(file) || file.startsWith('tests/')
