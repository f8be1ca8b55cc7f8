import { boardConfig } from '../../schemas/config.ts';
import type { Mistake } from '../../schemas/decode.ts';
import type { CommunityOutline } from './outline.ts';

const defaultPeriods: readonly (string | undefined)[] = boardConfig.shape.periods.parse(undefined);

/** A badge for a rank needs the board it names, with that period: it would never be awarded. */
export function badgeMistakes({ badges, boards }: CommunityOutline, path: string): Mistake[] {
  return badges.flatMap(({ rule: { board: slug, period } }, index) => {
    if (slug === undefined) return [];
    const place = `${path}.badges.${index}.rule`;
    const board = boards.find((candidate) => candidate.slug === slug);
    if (board === undefined)
      return [{ path: `${place}.board`, message: `there is no board "${slug}": name one of the community's boards` }];
    const periods = board.periods.length === 0 ? defaultPeriods : board.periods;
    if (period === undefined || periods.includes(period)) return [];
    return [
      {
        path: `${place}.period`,
        message: `${period} is not one of the periods of the board "${slug}": add it there, or name another`,
      },
    ];
  });
}
