import { z } from 'zod';
import { toolAnswers } from '../../app/schemas/tools.ts';
import { type MomentGroup, momentGroupings, momentOrders } from '../../domain/moment.ts';
import { checkQuery, queryHelp } from '../find.ts';
import { toMomentJson } from '../moments.ts';
import { defineTool, nextPage, pageInput } from './tool.ts';

/** Enough to see what a person wanted; `pushback show` has the rest. */
const mostChars = 2000;

export const momentsTool = defineTool({
  name: 'moments',
  title: 'Where the developer pushed back',
  description:
    'Moments where the developer corrected, objected to, stopped or distrusted an agent: their words, what the agent had done, the rule that was recalled. Ask before you work in a project or touch a file: `project` and `query` narrow it (in:path and in:command look at what the agent had done), `by: "about"` brings what is objected to again and again together.',
  input: z.strictObject({
    query: z.string().trim().max(1000).default('').describe(`Empty for all, or ${queryHelp}`),
    project: z.string().min(1).optional().describe('A piece of the name of the project.'),
    session: z.string().min(1).optional().describe('A session, by its id or a piece of it.'),
    order: z.enum(momentOrders).default('strongest').describe('Which come first.'),
    by: z.enum(momentGroupings).default('none').describe('Put together by class, or by what they are about.'),
    ...pageInput,
  }),
  output: toolAnswers.moments,
  answer: async ({ query, project = null, session = null, order, by, limit, from }, { app, clean }) => {
    const { threshold } = await app.config();
    const { moments, groups, total, problems } = await app.moments({
      ...{ query, threshold, within: { session, project }, paths: null },
      ...{ order, by, from, limit, chars: mostChars },
    });
    checkQuery(problems);
    return {
      ...{ total, from, next: nextPage(from, moments.length, total) },
      moments: await Promise.all(moments.map(moment => clean(moment.session, toMomentJson(moment)))),
      groups: await clean('', groupsIn(groups, from, moments.length)),
    };
  },
});

/** Those that the page has something of; all of them may be thousands. */
const groupsIn = (groups: readonly MomentGroup[], from: number, length: number): readonly MomentGroup[] => {
  let begins = 0;
  return groups.filter(({ count }) => {
    const ends = begins + count;
    const isShown = begins < from + length && ends > from;
    begins = ends;
    return isShown;
  });
};
