import { UserError } from '../errors.ts';
import type { Output } from './output.ts';

export type ExportOutput = Output & {
  /** Asks the person at the terminal; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
};

/** Throws UserError (2) where the person does not say yes, or nobody can be asked. */
export const agreeToReveal = async (confirm: ExportOutput['confirm']): Promise<void> => {
  const isAgreed = await confirm?.('Write names, addresses and secrets as they stand in the log? [y/N] ');
  if (!isAgreed)
    throw new UserError(
      'Nothing was exported: --reveal writes names and secrets as they are.',
      'Leave it out, or say --yes as well.',
    );
};
