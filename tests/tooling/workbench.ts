import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../tidy/tree'

/** A small tree of files with our layout, in which something is wrong on purpose. */
export function workbench(files: Record<string, string>) {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tooling-')))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return {
    folder,
    /** As npm links a workspace; `to` may lie outside. */
    link(from: string, to: string) {
      mkdirSync(path.dirname(path.join(folder, from)), { recursive: true })
      symlinkSync(path.resolve(folder, to), path.join(folder, from))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Runs a Node program of the repository, by its path from the root. */
export function run(program: string, args: string[], cwd = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, program), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  })
  return { code: status, output: stdout + stderr }
}
