import { z } from 'zod';
import { toolAnswers } from '../../app/schemas/tools.ts';
import { annotationOf, type Episode } from '../../domain/episode.ts';
import type { SessionSummary } from '../../domain/session-summary.ts';
import { causeCodes, labelName, symptomCodes } from '../../domain/taxonomy.ts';
import { UserError } from '../../errors.ts';
import { defineTool, nextPage, pageInput } from './tool.ts';

const codes = (all: readonly string[]): string => all.map(code => `${code} ${labelName(code)}`).join('; ');

export const episodesTool = defineTool({
  name: 'episodes',
  title: 'What went wrong before',
  description:
    'Misalignment episodes of classified sessions: what an agent did against instruction or intention, with quotes, symptom, cause, damage, and how it was resolved. There are some only where the developer ran `pushback classify`.',
  input: z.strictObject({
    project: z.string().min(1).optional().describe('A piece of the name of the project.'),
    session: z.string().min(1).optional().describe('A session, by its id or a piece of it.'),
    symptom: z.enum(symptomCodes).optional().describe(codes(symptomCodes)),
    cause: z.enum(causeCodes).optional().describe(codes(causeCodes)),
    ...pageInput,
  }),
  output: toolAnswers.episodes,
  answer: async ({ limit, from, ...wanted }, { app, sessions, clean }) => {
    const bySession = await app.episodes();
    if (bySession.size === 0)
      throw new UserError(
        'No session was classified yet, so no episode is known.',
        '`pushback classify SESSION` finds them; the tool `moments` needs no classification.',
      );
    const all = sessions()
      .filter(summary => isFrom(summary, wanted))
      .flatMap(({ head }) =>
        (bySession.get(head.id) ?? [])
          .filter(episode => hasLabels(episode, wanted))
          .map(episode => ({ ...episode, project: head.project, startedAt: head.startedAt })),
      );
    const page = all.slice(from, from + limit);
    return {
      ...{ total: all.length, from, next: nextPage(from, page.length, all.length) },
      episodes: await Promise.all(page.map(episode => clean(episode.session, episode))),
    };
  },
});

type Place = { readonly project?: string | undefined; readonly session?: string | undefined };
type Labels = { readonly symptom?: string | undefined; readonly cause?: string | undefined };

const isFrom = ({ head }: SessionSummary, { project = '', session = '' }: Place): boolean =>
  (head.project ?? '').toLowerCase().includes(project.toLowerCase()) &&
  head.id.toLowerCase().includes(session.toLowerCase());

const hasLabels = (episode: Episode, { symptom, cause }: Labels): boolean => {
  const { symptom: symptoms, cause: causes } = annotationOf(episode);
  return (
    (symptom === undefined || symptoms.labels.some(label => label === symptom)) &&
    (cause === undefined || causes.labels.some(({ label }) => label === cause))
  );
};
