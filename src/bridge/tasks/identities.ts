import { collections, identityDocument } from '../domain/documents.ts';
import { documentBatches, type Place } from './batches.ts';

/** The keys under which a member is known. */
export async function identitiesOf(place: Place, member: string): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of documentBatches(place, collections.identities)) {
    found.push(...batch.filter(({ value }) => identityDocument.parse(value).member === member).map(({ key }) => key));
  }
  return found;
}
