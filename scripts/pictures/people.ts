import type { Member } from '../../src/schemas/member.ts';

/** Pictures come from a host that only `drawn-pictures.ts` answers for. */
export const PICTURE_HOST = 'https://pictures.example';

const names = [
  'Amara Okafor',
  'Jürgen Weiß',
  'ليلى حداد',
  'Kim 🚀',
  'Priya Raghunathan',
  'Tomás Ibáñez',
  '张伟',
  'Saoirse O’Brien',
  'Łukasz Żółkiewski',
  'Nguyễn Thị Mai',
  'Ola 🦊 Nordmann',
  'Chiamaka Eze',
  'さくら',
  'Noah B.',
] as const;

const longNames = [
  'Maximiliane Friederike Freifrau von Hohenstein-Mühlbach zu Wolkenstein',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  '👩‍👩‍👧‍👦🏳️‍🌈 The Quintessential Rainbow Family Adventure Travellers of the Northern Hemisphere 🌍✈️',
  'عبد الرحمن بن محمد بن عبد العزيز المنصوري الهاشمي القرشي',
  'xX_ThisIsOneVeryLongHandleWithoutAnySingleSpaceInIt_Xx_2026',
] as const;

/** Every third has a picture, every seventh one that does not load. */
export function person(index: number): Member {
  return { ...named(index, names[index % names.length] ?? ''), avatar: pictureOf(index) };
}

export function longNamedPerson(index: number): Member {
  return named(index, longNames[index % longNames.length] ?? '');
}

function named(index: number, name: string): Member {
  return { id: `member-${index}`, name, avatar: null };
}

function pictureOf(index: number): string | null {
  if (index % 7 === 6) return `${PICTURE_HOST}/broken.svg`;
  return index % 3 === 0 ? `${PICTURE_HOST}/face-${index}.svg` : null;
}
