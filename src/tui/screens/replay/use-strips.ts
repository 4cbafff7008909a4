import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { OpenSession } from '../../../app/open-session.ts';
import type { TurnSpan } from '../../../domain/session.ts';
import { inSlices } from './in-slices.ts';
import type { ReplayModel } from './replay-model.ts';
import { createSurvey, type Survey } from './session-survey.ts';
import { neighbourhood, type Strip, toStrip } from './strip.ts';
import { toTurnSigns } from './turn-signs.ts';

/** The strip of the whole session, and that of the playhead's neighbourhood where it says more. */
export type Strips = { readonly session: Strip; readonly near: Strip | null };

export type StripsInput = {
  readonly model: ReplayModel;
  readonly survey: Survey;
  readonly spans: readonly TurnSpan[];
  readonly found: readonly number[];
  readonly turn: number;
  readonly width: number;
  readonly hasNear: boolean;
};

/** Draws the strips anew only when something on them has changed; the playhead is put on them frame by frame. */
export const useStrips = ({ model, survey, spans, found, turn, width, hasNear }: StripsInput): Strips => {
  const surveyed = survey.seen();
  // Spans and what is surveyed grow in place: their number says when to count again.
  const signs = useMemo(
    () => toTurnSigns(model, surveyed, spans.length),
    [model, surveyed, surveyed.length, spans, spans.length],
  );
  const session = useMemo(() => toStrip({ spans, signs, found, width }), [spans, signs, found, width]);
  const { from, to } = neighbourhood(turn, spans.length, width);
  const near = useMemo(
    () =>
      hasNear
        ? toStrip({ spans: spans.slice(from - 1, to), signs: signs.slice(from - 1, to), found, width })
        : null,
    [spans, signs, found, width, hasNear, from, to],
  );
  return useMemo(() => ({ session, near }), [session, near]);
};

/**
 * Looks through the session for what went wrong without a word, once it is read; draws again when it is through. Of a
 * log that has grown it looks at its last turns and the new ones.
 */
export const useSurvey = (session: OpenSession, reading: boolean, now: () => Date): Survey => {
  const last = useRef<Survey>(undefined);
  const survey = useMemo(() => createSurvey(session, last.current?.seen().slice(0, -2)), [session]);
  last.current = survey;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { beside } = session;
  useEffect(() => beside?.listen(({ kind }) => kind === 'counted' && redraw()), [beside]);
  useEffect(() => (reading ? undefined : inSlices(now, survey.lookOn, redraw)), [survey, reading, now]);
  return survey;
};
