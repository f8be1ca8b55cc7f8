/** Someone of the stand-in platform's community, as its webhooks name them. */
export interface DemoPerson {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly language: 'en' | 'de' | 'ar';
  /** The username of who brought them in; always someone further up in `people`. */
  readonly referredBy?: string;
}

export const owner: DemoPerson = {
  id: '20001',
  firstName: 'John',
  lastName: 'Marlowe',
  username: 'johnmarlowe',
  language: 'en',
};

/** Everyone who joins, in that order. The ids are none of the published examples' (1234, 1342), so that those can join too. */
export const people: readonly DemoPerson[] = [
  { id: '20413', firstName: 'Amara', lastName: 'Okafor', username: 'amara', language: 'en' },
  { id: '20417', firstName: 'Jürgen', lastName: 'Weiß', username: 'juergen.weiss', language: 'de' },
  { id: '20422', firstName: 'ليلى', lastName: 'حداد', username: 'layla', language: 'ar', referredBy: 'amara' },
  { id: '20430', firstName: 'Kim', lastName: '🚀', username: 'kim', language: 'en' },
  { id: '20431', firstName: 'Priya', lastName: 'Raghunathan', username: 'priya', language: 'en', referredBy: 'kim' },
  {
    id: '20444',
    firstName: 'Maximiliane Friederike',
    lastName: 'Freifrau von Hohenstein-Mühlbach zu Wolkenstein',
    username: 'maxi',
    language: 'de',
    referredBy: 'juergen.weiss',
  },
  { id: '20452', firstName: 'Tomás', lastName: 'Ibáñez', username: 'tomas', language: 'en', referredBy: 'amara' },
  { id: '20460', firstName: 'Wei', lastName: 'Zhang', username: 'weizhang', language: 'en' },
  { id: '20461', firstName: 'Saoirse', lastName: "O'Brien", username: 'saoirse', language: 'en', referredBy: 'priya' },
  { id: '20475', firstName: 'عمر', lastName: 'المنصوري', username: 'omar', language: 'ar', referredBy: 'layla' },
  { id: '20483', firstName: 'Łukasz', lastName: 'Żółkiewski', username: 'lukasz', language: 'en' },
  { id: '20490', firstName: 'Nina', lastName: 'Großmann', username: 'nina', language: 'de', referredBy: 'maxi' },
  { id: '20502', firstName: 'Ola', lastName: '🦊 Nordmann', username: 'ola', language: 'en', referredBy: 'kim' },
  { id: '20511', firstName: 'Chiamaka', lastName: 'Eze', username: 'chiamaka', language: 'en', referredBy: 'amara' },
  { id: '20519', firstName: 'Noah', lastName: 'B.', username: 'noah', language: 'en', referredBy: 'saoirse' },
  { id: '20527', firstName: 'Yuki', lastName: 'Tanaka', username: 'yuki', language: 'en' },
];
