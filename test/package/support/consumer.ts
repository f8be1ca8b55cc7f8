import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot, readText } from './files.ts';

export interface PackageDescription {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

export const packageDescription = JSON.parse(readText('package.json')) as PackageDescription;

/**
 * A project elsewhere that has this package installed, as its tarball, and beside it the dependencies it declares and
 * no others: what the package needs and does not declare fails here as it would for its users.
 */
export class Consumer implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'returning-widgets-consumer-'));
  readonly packedFiles: readonly string[];

  constructor() {
    const modules = join(this.folder, 'node_modules');
    const installed = join(modules, packageDescription.name);
    mkdirSync(installed, { recursive: true });
    const tarball = pack(this.folder);
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
    this.packedFiles = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, ''));
    for (const name of [...Object.keys(packageDescription.dependencies), '@types/node']) link(name, modules);
    this.write('package.json', JSON.stringify({ type: 'module' }));
  }

  get installedFolder(): string {
    return join(this.folder, 'node_modules', packageDescription.name);
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Runs Node on arguments in the project's folder and answers what it printed. @throws with its output otherwise */
  node(...args: readonly string[]): string {
    return execFileSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Packs `dist` as it is; building is the caller's part. */
function pack(into: string): string {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', into];
  return join(into, execFileSync('npm', args, { cwd: projectRoot, encoding: 'utf8' }).trim());
}

function link(name: string, modules: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules', name), join(modules, name));
}
