import { join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { AdoptedRule, AdoptionPlan, PlannedFile, ProposedRule } from '../domain/proposed-rule.ts';
import type { IsoTime } from '../domain/turn.ts';
import { UserError } from '../errors.ts';
import { readText } from '../files/read-text.ts';
import { replaceText } from '../files/replace-text.ts';
import { editRuleFile } from '../rules/edit-rule-file.ts';
import { keepAdoptedRule } from '../store/adopted-rules.ts';

/**
 * What adopting a rule would write, file by file with its diff; writes nothing. Throws UserError (2) where there is
 * nothing to write, or a file cannot be added to without overwriting what a person set.
 */
export const planAdoption = (rule: ProposedRule): AdoptionPlan => {
  const { folder, proposal } = rule;
  if (proposal === null)
    throw new UserError(`Nothing is proposed for ${rule.id}.`, '`pushback rules` says how it stands.');
  if (folder === null)
    throw new UserError(
      `The project of ${rule.id} is not on this machine: ${rule.project}`,
      'Copy the proposed text by hand.',
    );
  const parts = proposal.kind === 'line' ? [proposal] : proposal.snippets;
  const files = parts.flatMap(({ file, text }) => (file === null ? [] : [planFile(folder, file, text)]));
  if (files.length === 0)
    throw new UserError(`The guard of ${rule.id} goes into no file.`, 'Copy the proposed text by hand.');
  return { rule, folder, as: proposal.kind, files };
};

const planFile = (folder: string, file: string, addition: string): PlannedFile => {
  const before = readText(join(folder, file));
  const edited = editRuleFile(file, before, addition);
  if ('reason' in edited)
    throw new UserError(
      `${file} cannot be added to: ${edited.reason}.`,
      `Add this by hand:\n${addition.trimEnd()}`,
    );
  const [name, was] = [`b/${file}`, before === null ? '/dev/null' : `a/${file}`];
  const { text: after } = edited;
  return { file, before, after, diff: createTwoFilesPatch(was, name, before ?? '', after, '', '', headers) };
};

const headers = { headerOptions: FILE_HEADERS_ONLY };

/**
 * Writes what was planned, each file whole, and keeps in the store since when the rule holds. Throws UserError (2) when a
 * file is no longer as it was planned on; what was not written yet is then left alone.
 */
export const adoptRule = (
  { rule, folder, as, files }: AdoptionPlan,
  store: string,
  at: IsoTime,
): AdoptedRule => {
  for (const { file, before, after } of files) replaceText(folder, file, before, after);
  const { id, project, kind, rule: words } = rule;
  const adopted = { id, project, rule: words, kind, at, as, file: files.map(({ file }) => file).join(', ') };
  keepAdoptedRule(store, adopted);
  return adopted;
};
