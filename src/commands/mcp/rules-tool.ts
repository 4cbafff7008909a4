import { z } from 'zod';
import { toolAnswers } from '../../app/schemas/tools.ts';
import { defineTool, nextPage, pageInput } from './tool.ts';

/** The latest show what a rule is about; `pushback rules` has the others. */
const mostEvidence = 3;

export const rulesTool = defineTool({
  name: 'rules',
  title: 'Rules that agents keep breaking',
  description:
    'What the developer has to say or object to again and again, by project: the rule in one line, how often, the evidence, whether a rule file says it, and what would hold it. It looks through the tool calls of all sessions, so it takes longer than `moments`. Nothing is written: `pushback rules adopt` is for the developer.',
  input: z.strictObject({
    project: z.string().min(1).optional().describe('A piece of the name of the project.'),
    ...pageInput,
  }),
  output: toolAnswers.rules,
  answer: async ({ project = '', limit, from }, { app, clean }) => {
    const { sessions, projects, rules } = await app.rules(() => {}, new AbortController().signal);
    const fitting = rules.filter(rule => rule.project.toLowerCase().includes(project.toLowerCase()));
    const page = fitting
      .slice(from, from + limit)
      .map(rule => ({ ...rule, evidence: rule.evidence.slice(0, mostEvidence) }));
    return {
      ...{ total: fitting.length, from, next: nextPage(from, page.length, fitting.length) },
      ...{ sessions, projects, rules: await clean('', page) },
    };
  },
});
