import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecretHider } from '../../src/classify/hide-secrets.ts';
import { redact } from '../../src/classify/redact.ts';
import { makeInput, makeTurn, textBlock } from '../helpers/fake-session.ts';

/** Put together at run time, so that no scanner takes this file for a leak. */
const filled = (prefix: string, length = 24) => `${prefix}${'aB3dE5gH7jK9'.repeat(9).slice(0, length)}`;

test.each<[string, string, string]>([
  ['openai-key', filled('sk-'), 'key is %s ok'],
  ['openai-key', filled('sk-proj-'), 'key is %s ok'],
  ['anthropic-key', filled('sk-ant-api03-'), 'key is %s ok'],
  ['github-token', filled('ghp_'), 'remote %s'],
  ['github-token', filled('github_pat_'), 'remote %s'],
  ['aws-key', `AKIA${'A1B2C3D4E5F6G7H8'}`, 'id %s.'],
  ['slack-token', filled('xoxb-'), '"%s"'],
  ['google-key', filled('AIza', 35), '%s'],
  ['bearer-token', filled('', 40), 'Authorization: Bearer %s'],
  ['uri-password', 'hunter2pass', 'postgres://admin:%s@db.example.org/shop'],
  ['secret', 'Tr0ub4dor-x3', 'DB_PASSWORD=%s'],
  ['secret', 'correcthorse', '{"password": "%s"}'],
  ['secret', 'Tr0ub4dor-x3', "const apiKey = '%s';"],
  ['email', 'mira.lund@example.org', 'write to %s today'],
  ['user', 'mira', 'cd /home/%s/shop'],
  ['user', 'mira', 'C:\\Users\\%s\\shop'],
  ['host', 'jira.acme.internal', 'see https://%s/browse/12'],
  ['host', 'build-7.corp', 'redis://%s/0'],
  ['host', '10.20.30.40', 'curl http://%s:8080/health'],
])('%s is hidden and its surroundings stay', (kind, secret, around) => {
  const text = around.replace('%s', () => secret);
  const hidden = redact(text);
  expect(hidden.text).toBe(around.replace('%s', () => `[REDACTED:${kind}:1]`));
  expect(hidden.found).toEqual({ [kind]: 1 });
  expect(hidden.restore(hidden.text)).toBe(text);
});

const hex = (length: number) => '0123456789abcdef'.repeat(5).slice(3, 3 + length);
const upper = (length: number) => 'K7QZ4MXW2PRT'.repeat(6).slice(0, length);

test.each<[string, string, string]>([
  ['groq-key', filled('gsk_', 52), '%s'],
  ['xai-key', filled('xai-', 80), '%s'],
  ['hugging-face-token', filled('hf_', 34), '%s'],
  ['github-token', filled('ghs_', 36), '%s'],
  ['gitlab-token', filled('glpat-', 20), '%s'],
  ['google-secret', filled('GOCSPX-', 28), '%s'],
  ['google-secret', filled('ya29.', 100), '%s'],
  ['azure-secret', filled('8Q~', 34), 'aB3%s'],
  ['secret', `${filled('', 86)}==`, 'AccountName=shop;AccountKey=%s;EndpointSuffix=x'],
  ['password', `${filled('', 43)}%3D`, 'https://shop.blob.example.net/c?sv=2024-01-01&sig=%s'],
  ['slack-token', filled('xapp-1-', 60), '%s'],
  ['slack-webhook', `T0${upper(8)}/B0${upper(8)}/${filled('', 24)}`, 'https://hooks.slack.com/services/%s'],
  ['discord-webhook', filled('', 68), 'https://discord.com/api/webhooks/123456789012345678/%s'],
  ['discord-token', `M${filled('', 25)}.${filled('', 6)}.${filled('', 38)}`, '%s'],
  ['telegram-token', filled('AA', 33), '1234567890:%s'],
  ['stripe-key', filled('sk_live_'), '%s'],
  ['stripe-key', filled('whsec_', 32), '%s'],
  ['package-token', filled('npm_', 36), '//registry.example.org/:_authToken=%s'],
  ['package-token', filled('pypi-', 150), '%s'],
  ['docker-token', filled('dckr_pat_', 27), '%s'],
  ['docker-token', filled('', 28), '{"auths":{"https://index.example.io/v1/":{"auth":"%s"}}}'],
  ['sendgrid-key', `SG.${filled('', 22)}.${filled('', 43)}`, '%s'],
  ['mailgun-key', `key-${hex(32)}`, '%s'],
  ['twilio-key', `SK${hex(32)}`, '%s'],
  ['shopify-token', `shpat_${hex(32)}`, '%s'],
  ['linear-key', filled('lin_api_', 40), '%s'],
  ['notion-token', filled('ntn_', 46), '%s'],
  ['figma-token', filled('figd_', 40), '%s'],
  ['grafana-token', filled('glsa_', 40), '%s'],
  ['databricks-token', `dapi${hex(32)}`, '%s'],
  ['digitalocean-token', `dop_v1_${hex(64)}`, '%s'],
  ['sentry-token', filled('sntrys_', 60), '%s'],
  ['supabase-key', `sbp_${hex(40)}`, '%s'],
  ['tailscale-key', filled('tskey-auth-', 30), '%s'],
  ['vault-token', filled('hvs.', 90), '%s'],
  ['onepassword-secret', filled('ops_eyJ', 100), '%s'],
  ['onepassword-secret', `A3-${upper(6)}-${upper(11)}-${upper(5)}-${upper(5)}-${upper(5)}`, '%s'],
  ['age-key', `AGE-SECRET-KEY-1${upper(58)}`, '%s'],
  ['jwt', `eyJ${filled('', 20)}.eyJ${filled('', 30)}.${filled('', 43)}`, '%s'],
  ['basic-auth', filled('', 28), 'Authorization: Basic %s'],
  ['basic-auth', filled('', 14), 'curl -s -u mira:%s https://host.example.org'],
  ['uri-password', filled('', 14), 'mongodb+srv://admin:%s@c0.example.net/shop'],
])('a vendor’s token is known by its form: %s', (kind, secret, around) => {
  const text = `log: ${around.replace('%s', () => secret)} end`;
  const hidden = redact(text);
  expect(hidden.text).not.toContain(secret);
  expect(hidden.text).toContain(`[REDACTED:${kind}:1]`);
  expect(hidden.restore(hidden.text)).toBe(text);
});

test('a private key goes whole, also when its end is cut off', () => {
  const head = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;
  const body = `${'A1b2C3d4E5f6G7h8'.repeat(4)}\n`.repeat(3);
  const tail = `-----END RSA ${'PRIVATE'} KEY-----`;
  expect(redact(`a ${head}\n${body}${tail} z`).text).toBe('a [REDACTED:private-key:1] z');
  expect(redact(`a ${head}\n${body}`).text).not.toContain('A1b2');
});

test('a public host and a file that ends like a private one stay', () => {
  const text = 'cp .env.local https://example.org/x https://10.example.org https://192.168.example.org';
  expect(redact(text).text).toBe(text);
});

test('code, placeholders, references and git remotes are no secrets', () => {
  for (const text of [
    'const token = process.env.API_TOKEN',
    'password = YOUR_PASSWORD_HERE',
    'git@github.com:acme/shop.git',
    'let token = getNextToken(input)',
    'secret: string',
    'the token was refreshed',
    'Basic functionality works, basic authentication does not',
    'docker run -u 1000:1000 shop',
    '{"auth":"required"}',
    'SKU1234567890, key-value, sk-learn and hf_hub_download',
  ]) {
    expect(redact(text).text).toBe(text);
  }
});

test('the same secret has the same placeholder, another one the next', () => {
  const { text, found } = redact('a@example.org b@example.org a@example.org');
  expect(text).toBe('[REDACTED:email:1] [REDACTED:email:2] [REDACTED:email:1]');
  expect(found).toEqual({ email: 2 });
});

test('a placeholder that stood in the log stays what it was', () => {
  const text = '[REDACTED:email:1] and a@example.org';
  const hidden = redact(text);
  expect(hidden.text).toBe('[REDACTED:email:1] and [REDACTED:email:2]');
  expect(hidden.restore(hidden.text)).toBe(text);
});

test('restore undoes redact for any text', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('a@b.io', '/home/eva/', 'token=aB3$xx99yy', '[REDACTED:email:1]', '://u:pw@h', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('');
      const hidden = redact(text);
      expect(hidden.restore(hidden.text)).toBe(text);
    }),
  );
});

test('what is made from a session comes back whole, whatever pieces of its secrets it holds', () => {
  const secret = filled('ghp_', 36);
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc
      .tuple(fc.nat(secret.length), fc.nat(secret.length))
      .map(([a, b]) => secret.slice(Math.min(a, b), Math.max(a, b))),
    fc.constantFrom(secret, '[REDACTED:github-token:1]', ' ', 'a@b.io'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), pieces => {
      const text = pieces.join('');
      const turns = [makeTurn(1, 'developer', textBlock(secret)), makeTurn(2, 'agent', textBlock(text))];
      const { hide, restore } = createSecretHider(makeInput(turns));
      expect(restore(hide(text))).toBe(text);
      for (let at = 0; at + 12 <= secret.length; at += 1)
        expect(hide(text)).not.toContain(secret.slice(at, at + 12));
    }),
  );
});

test('a key without small letters is hidden by its pieces, an ordinary word that was a password is not', () => {
  const key = `AKIA${'A1B2C3D4E5F6G7H8'}`;
  const turns = [
    makeTurn(1, 'developer', textBlock(`The id is ${key}. For the test shop use password: "sunflower".`)),
    makeTurn(2, 'agent', textBlock('Sunflower and sunflower seeds are listed.')),
  ];
  const { hide } = createSecretHider(makeInput(turns));
  expect(hide(`cut: ${key.slice(0, 16)} … and a sunflower`)).toBe(
    'cut: [REDACTED:aws-key:2] … and a sunflower',
  );
});

test.each([
  ['a colour', '\u001b[31m'],
  ['a zero width', '\u200b'],
])('a token that %s parts is hidden, and other text keeps its signs', (_, unseen) => {
  const token = filled('ghp_', 36);
  const parted = `${token.slice(0, 9)}${unseen}${token.slice(9)}`;
  const turns = [makeTurn(1, 'developer', textBlock(`use ${parted}`))];
  const { hide } = createSecretHider(makeInput(turns));
  expect(hide(`use ${parted}`)).toBe('use [REDACTED:github-token:1]');
  expect(hide(`${unseen}plain\twords`)).toBe(`${unseen}plain\twords`);
});
