import type { CommandApp } from '../app/open-app.ts';
import { UserError } from '../errors.ts';
import { toJson } from './output.ts';
import { findRules, type RulesOutput } from './rules.ts';

export type AdoptOutput = RulesOutput & {
  /** Asks the person at the terminal; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
};

/**
 * `pushback rules adopt ID`: shows what would be written and writes it after a yes. Throws UserError: 3 there is no such
 * rule, 2 without a yes or where a file cannot be written to.
 */
export const adopt = async (
  app: CommandApp,
  id: string,
  { json, yes }: { readonly json: boolean; readonly yes: boolean },
  output: AdoptOutput,
): Promise<void> => {
  const { out, talk, confirm } = output;
  const { rules } = await findRules(app, output);
  const rule = rules.find(one => one.id === id);
  if (!rule)
    throw new UserError(`There is no rule ${id}.`, '`pushback rules` lists them with their ids.', {
      code: 3,
    });
  const plan = await app.planAdoption(rule);
  const diff = plan.files.map(file => file.diff).join('\n');
  talk(`${rule.rule}\nin ${plan.folder}:\n\n${diff}`);
  if (!yes && !(await confirm?.('Write this? [y/N] ')))
    throw new UserError(
      'Nothing was written: adopting a rule needs a yes.',
      'Answer y at a terminal, or add --yes.',
    );
  const adopted = await app.adoptRule(plan);
  if (json) out(toJson({ adopted, folder: plan.folder, diff }));
  talk(`Written. From now on \`pushback rules\` tells whether ${id} is kept.`);
};
