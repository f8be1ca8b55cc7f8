import ts from 'typescript';
import { readText } from './files.ts';

/** An import whose target can't be read from the source: `import(someVariable)`. */
export const COMPUTED = '<computed>';

/** Every module a file names: imports, re-exports, dynamic imports and import types. */
export function importsOf(path: string): string[] {
  return nodesOf(path).flatMap((node) => specifierOf(node) ?? []);
}

export function hasDecorators(path: string): boolean {
  return nodesOf(path).some(ts.isDecorator);
}

function nodesOf(path: string): ts.Node[] {
  const source = ts.createSourceFile(path, readText(path), ts.ScriptTarget.Latest);
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier && textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : COMPUTED;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0]);
  return undefined;
}

function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : COMPUTED;
}
