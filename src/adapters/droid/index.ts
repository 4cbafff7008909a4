// Factory Droid: ~/.factory/sessions/<encoded cwd>/<id>.jsonl with <id>.settings.json beside it. Builds of 2025 to 2026.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanDroid, toParts } from './session.ts';

/** Reads sessions of Droid. A stop leaves no mark in them. */
export const droid: Adapter = {
  source: 'droid',
  label: 'Factory Droid',
  roots: ({ home }) => [`${home}/.factory/sessions`],
  claims: ({ head }) => /^\uFEFF?\s*\{[^\n]*"type"\s*:\s*"session_start"/.test(head),
  companions: path => [path.replace(/\.jsonl$/, '.settings.json')],
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanDroid,
  decode: decodeRecords(toParts),
};
