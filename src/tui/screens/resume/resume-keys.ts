import type { Bindings } from '../../keys/bindings.ts';

export type ResumeAction = 'run' | 'copy' | 'back';

/** A question: only enter runs anything. */
export const resumeKeys = {
  run: { keys: ['enter'], help: 'run it here', action: 'run', inFooter: true },
  copy: { keys: ['y'], help: 'copy it', action: 'copy', inFooter: true },
  back: { keys: ['escape', 'q', 'n'], help: 'back', action: 'back', inFooter: true },
} satisfies Bindings<ResumeAction>;
