import { z } from 'zod';
import { noAnswer } from '../../app/no-answer.ts';
import { toolAnswers } from '../../app/schemas/tools.ts';
import { checkQuery, queryHelp, toHitJson } from '../find.ts';
import { defineTool, nextPage, pageInput } from './tool.ts';

export const findTool = defineTool({
  name: 'find',
  title: 'Search past sessions',
  description:
    'Turns of past coding-agent sessions that answer a query, newest session first. Use it to see whether something was discussed, tried or settled before.',
  input: z.strictObject({
    query: z.string().trim().min(1).max(1000).describe(queryHelp),
    pushback: z.boolean().default(false).describe('Only turns where the developer pushed back.'),
    ...pageInput,
  }),
  output: toolAnswers.find,
  answer: async ({ query, pushback, limit, from }, { app, clean }) => {
    const { threshold } = await app.config();
    const within = { session: null, project: null };
    const answer = await app.search({
      ...{ query, threshold, within, pushbackOnly: pushback },
      ...{ limit: from + limit, countTo: Number.POSITIVE_INFINITY },
    });
    const { hits, total, problems, instead } = answer ?? noAnswer;
    checkQuery(problems);
    const page = hits.slice(from);
    return {
      ...{ query, total, instead, from, next: nextPage(from, page.length, total) },
      hits: await Promise.all(page.map(hit => clean(hit.session, toHitJson(hit)))),
    };
  },
});
