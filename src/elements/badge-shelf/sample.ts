import type { Badge, BadgeShelf } from '../../schemas/badges.ts';

const DAY_MS = 86_400_000;

type Standing = Pick<Badge, 'earnedAt' | 'progress'>;

/** A believable shelf: some badges earned, some on the way, some that are given by hand. */
export function sample(now = Date.now()): BadgeShelf {
  return {
    member: { id: 'sample-jane', name: 'Jane Doe', avatar: null },
    badges: [
      badge('welcome', 'Welcome aboard', 'Joined the community.', earned(now, 212)),
      badge('first-words', 'First words', 'Wrote a first message.', earned(now, 210)),
      badge('storyteller', 'Storyteller', 'Write 500 messages.', onTheWay(342, 500)),
      badge('on-fire', '🔥 On fire', 'Take part on 7 days in a row.', earned(now, 3)),
      badge('marathon', 'Marathon', 'Take part on 30 days in a row.', onTheWay(11, 30, now + DAY_MS)),
      badge('ambassador', 'Ambassador', 'Bring 5 friends along.', onTheWay(2, 5)),
      badge('podium', 'On the podium', 'Be among the first three of a week.', earned(now, 31)),
      badge('champion', 'Champion', 'Be the first of a month.', locked),
      badge('supporter', 'Supporter', 'Buy something in the store.', earned(now, 96)),
      badge('helping-hand', 'Helping hand', 'Given for help that others remember.', locked),
      badge('polyglot', 'Polyglot · 世界', 'Greet newcomers in their language.', earned(now, 54)),
      badge('veteran', 'Veteran', 'Visit on 1,000 days.', onTheWay(214, 1000)),
    ],
    cursor: 'sample.0',
  };
}

const locked: Standing = { earnedAt: null, progress: null };

function badge(id: string, title: string, description: string, standing: Standing): Badge {
  return { id, title, description, image: { light: null, dark: null }, ...standing };
}

function earned(now: number, daysAgo: number): Standing {
  return { earnedAt: new Date(now - daysAgo * DAY_MS).toISOString(), progress: null };
}

/** @param endsAt when a streak falls back, in epoch milliseconds */
function onTheWay(current: number, target: number, endsAt?: number): Standing {
  const end = endsAt === undefined ? null : new Date(endsAt).toISOString();
  return { earnedAt: null, progress: { current, target, endsAt: end } };
}
