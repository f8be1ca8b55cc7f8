import { httpsUrl } from '../../schemas/primitives.ts';
import { emailAddress } from '../../schemas/returning-webhook.ts';

/**
 * A picture that is named by a hash of its owner's e-mail address, which is guessed back in no time: Gravatar's, also by way
 * of an image proxy, and Libravatar's, which any host may serve under `/avatar/` (https://wiki.libravatar.org/api/).
 */
const emailHashName = /(?:g|lib)ravatar|\/avatar\/(?:[0-9a-f]{32}|[0-9a-f]{64})(?![0-9a-f])/i;

/**
 * The one way an avatar comes in, from whichever platform or file.
 * @returns the address in its normal form; undefined for anything but https, and for one that tells its owner's e-mail
 * address, however often encoded, or a hash of it
 */
export function avatarOf(text: string | undefined): string | undefined {
  const address = httpsUrl.safeParse(URL.parse(text ?? '')?.href);
  return address.success && !tellsEmailAddress(address.data) ? address.data : undefined;
}

function tellsEmailAddress(address: string): boolean {
  for (let text = address; ;) {
    if (emailAddress.test(text) || emailHashName.test(text)) return true;
    const decoded = percentDecoded(text);
    if (decoded === text) return false;
    text = decoded;
  }
}

/** Once. What is no encoding stays as it is, so that it hides nothing beside it. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());
}
