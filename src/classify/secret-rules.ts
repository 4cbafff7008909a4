import { vendorTokens } from './vendor-tokens.ts';

/** How one kind of secret looks. `secret` names the group to hide, without one the whole match goes; the rest stays, so a reader sees what it was. */
export type SecretRule = { readonly kind: string; readonly pattern: RegExp };

const pemStart = '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----';
const pemEnd = '-----END [A-Z0-9 ]{0,40}-----';
const keyName =
  '[\\w.-]{0,40}?(?:api[_-]?key|(?:access|refresh|auth|session|bearer)[_-]?token|private[_-]?key|(?:shared[_-]?)?access[_-]?key|account[_-]?key|client[_-]?secret|secret|passwd|password|passphrase|token)[\\w-]{0,20}';

/**
 * In order; a later rule never looks into what an earlier one hid. Every repetition is bounded, so a line of a megabyte
 * costs its length. Source: the study's redaction script, with its weak points mended: hyphenated key formats, URI
 * credentials before e-mail addresses, key names kept in assignments, home folders.
 */
export const secretRules: readonly SecretRule[] = [
  rule('private-key', `(?<secret>${pemStart}(?:[^-]|-(?!----)){0,20000}?${pemEnd})`),
  rule('private-key', `(?<secret>${pemStart}(?:(?:\\s|\\\\[nr]){0,4}[A-Za-z0-9+/=]{16,100}){0,400})`),
  rule(
    'uri-password',
    '\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@"\'<>]{0,100}:(?<secret>[^\\s/@"\'<>]{1,200})@',
    'i',
  ),
  ...vendorTokens.map(([kind, pattern]) => rule(kind, pattern)),
  rule(
    'basic-auth',
    'uthorization["\']?\\s?[:=]\\s?["\']?Basic\\s{1,4}(?<secret>[A-Za-z0-9+/]{8,2000}={0,2})',
  ),
  rule(
    'basic-auth',
    '\\bcurl\\b[^\\n]{0,200}?\\s(?:-u|--user)[\\s=]{1,4}["\']?[^\\s:"\']{1,64}:(?<secret>[^\\s"\']{4,200})',
  ),
  rule('bearer-token', '\\bBearer\\s{1,4}(?<secret>[A-Za-z0-9._~+/=-]{20,4000})', 'i'),
  rule(
    'password',
    '[?&](?:password|passwd|pwd|token|api_?key|secret|sig|signature)=(?<secret>[^\\s&"\'<>#]{4,200})',
    'i',
  ),
  rule(
    'password',
    '(?<![\\w.+-])[\\w.+-]{1,64}@[\\w.-]{1,100}\\s?/\\s?(?<secret>[^\\s/"\'<>]{8,100})(?=\\s|$)',
  ),
  rule(
    'secret',
    `\\b${keyName}(?:\\\\?["'])?\\s{0,4}(?:=>|[:=])\\s{0,4}(?:(?:\\\\?["'\`])(?<secret>[^"'\`\\\\\\n]{8,400})|(?<bare>[^\\s"'\`,;(){}\\\\[\\]<>]{8,2000})(?=[\\s"'\`,;){}\\\\[\\]<>]|$))`,
    'i',
  ),
  rule(
    'email',
    '(?<![\\w./:+-])(?!git@)(?<secret>[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5})',
  ),
  // Of a host name only what stands as one is sure: `.env.local` is a file.
  rule(
    'host',
    '(?<=://|@)(?<secret>(?:[\\w-]{1,63}\\.){1,6}(?:internal|intranet|local|lan|corp|home\\.arpa)|10(?:\\.\\d{1,3}){3}|192\\.168(?:\\.\\d{1,3}){2}|172\\.(?:1[6-9]|2\\d|3[01])(?:\\.\\d{1,3}){2})(?![\\w.-])',
    'i',
  ),
  rule(
    'user',
    '(?:/home/|/Users/|\\b[A-Za-z]:\\\\{1,2}Users\\\\{1,2})(?<secret>[^\\s/\\\\"\'`<>:|*?()[\\]]{1,64})',
  ),
];

/**
 * Does an assigned value look like a secret, and not like code, a placeholder or a reference to the environment?
 * A quoted one needs no mix of letters, digits and signs.
 */
export const looksSecret = (value: string, quoted = false): boolean => {
  if (value.length < 8 || placeholder.test(value) || reference.test(value)) return false;
  if (quoted) return !/\s/.test(value);
  return [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/].filter(sign => sign.test(value)).length >= 2;
};

const placeholder = /YOUR_|REDACTED|PLACEHOLDER|EXAMPLE_|DUMMY_|^<|\*{4}/i;
const reference = /process\.env|import\.meta|os\.environ|getenv|^[$%]|^[A-Z_]+[A-Z0-9_]*$/;

function rule(kind: string, pattern: string, flags = ''): SecretRule {
  return { kind, pattern: new RegExp(pattern, `g${flags}`) };
}
