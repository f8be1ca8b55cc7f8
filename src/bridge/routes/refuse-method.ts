import type { RouterRoute } from 'hono/types';
import { TrieRouter } from 'hono/router/trie-router';
import { problemResponse } from './problem.ts';

/** What a path that is known gets by a method that is not: the ones it takes. */
export function refuseMethod(methods: readonly string[]): Response {
  // Whatever answers GET answers HEAD.
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return problemResponse('method-not-allowed', `This address takes ${allow}.`, { allow });
}

/**
 * Tells by which methods a path can be asked for.
 * @param routes of the whole surface; those for all methods, which only stand before others, don't count
 * @returns from a path to its methods; empty when there is nothing
 */
export function methodLookup(routes: readonly RouterRoute[]): (path: string) => readonly string[] {
  const router = new TrieRouter<string>();
  for (const { method, path } of routes) if (method !== 'ALL') router.add('ALL', path, method);
  return (path) => [...new Set(router.match('ALL', path)[0].map(([method]) => method))];
}
