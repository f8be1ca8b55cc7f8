import { collections, identityDocument, type IdentityDocument } from '../domain/documents.ts';
import { documentBatches, type Place } from './batches.ts';

/** The keys under which a member is known, or once was. */
export async function identitiesOf(place: Place, member: string): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of documentBatches(place, collections.identities)) {
    found.push(...batch.filter(({ value }) => names(identityDocument.parse(value), member)).map(({ key }) => key));
  }
  return found;
}

function names({ member, holders = [] }: IdentityDocument, wanted: string): boolean {
  return member === wanted || holders.some((holder) => holder.member === wanted);
}
