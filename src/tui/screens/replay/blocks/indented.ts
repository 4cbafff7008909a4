import type { Span } from '../../../text/span.ts';
import type { Passage } from './passage.ts';

/** Puts something before every line of a passage: room, or a rail. */
export const indented = (passage: Passage, inside: readonly Span[]): Passage => ({
  ...passage,
  flows: passage.flows.map(flow => ({
    ...flow,
    first: [...inside, ...(flow.first ?? [])],
    rest: [...inside, ...(flow.rest ?? flow.first ?? [])],
  })),
});
