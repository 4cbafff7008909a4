import { structuredPatch } from 'diff';
import { annotationOf, type Episode } from '../domain/episode.ts';
import type { Pushback } from '../domain/pushback.ts';
import type { SessionHead } from '../domain/session.ts';
import { labelName } from '../domain/taxonomy.ts';
import type { FileEdit } from '../domain/tool-call.ts';
import type { Block, Turn } from '../domain/turn.ts';
import type { ExportedBlock, ExportedEpisode, ExportedSession, ExportedTurn } from './exported-session.ts';

export type ToExport = {
  readonly head: SessionHead;
  readonly turns: readonly Turn[];
  readonly of: number;
  readonly pushbacks: readonly Pushback[];
  readonly episodes: readonly Episode[];
};

/** Every text goes through `hide` before it is kept. */
export const toExportedSession = (
  { head, turns, of, pushbacks, episodes }: ToExport,
  hide: (text: string) => string,
): Omit<ExportedSession, 'redacted'> => {
  const byTurn = new Map(pushbacks.map(pushback => [pushback.turn, pushback]));
  return {
    id: hide(head.id),
    title: hide(head.title),
    agent: hide(head.agent),
    model: head.model,
    project: head.project === null ? null : hide(head.project),
    startedAt: head.startedAt,
    turns: turns.map(turn => toExportedTurn(turn, byTurn.get(turn.number) ?? null, hide)),
    of,
    episodes: episodes.map(episode => toExportedEpisode(episode, hide)),
  };
};

const toExportedTurn = (
  { number, speaker, at, blocks }: Turn,
  pushback: Pushback | null,
  hide: (text: string) => string,
): ExportedTurn => ({
  ...{ number, speaker, at },
  blocks: blocks.filter(({ sidechain }) => !sidechain).flatMap(block => toExportedBlock(block, hide)),
  pushback: pushback && {
    class: pushback.class,
    strength: pushback.strength,
    why: [...new Set(pushback.signals.map(({ text }) => hide(text)))],
  },
});

const toExportedBlock = (block: Block, hide: (text: string) => string): ExportedBlock[] => {
  switch (block.kind) {
    case 'text':
    case 'thinking':
      return block.text.trim() === '' ? [] : [{ kind: block.kind, text: hide(block.text) }];
    case 'tool': {
      const { name, target, status, edits, output } = block.call;
      return [
        {
          ...{ kind: 'tool', name: hide(name), target: hide(target), status },
          edits: edits.map(edit => ({ path: hide(edit.path), lines: toEditLines(edit, hide) })),
          output: output === null ? null : hide(output),
        },
      ];
    }
    case 'interruption':
      return [{ kind: 'mark', text: 'the developer stopped the agent' }];
    case 'image':
      return [{ kind: 'mark', text: `a picture (${block.mediaType})` }];
    case 'command':
      return [{ kind: 'mark', text: `command: ${hide(block.text)}` }];
    case 'rewind':
      return [{ kind: 'mark', text: `the developer went back to turn ${block.to}` }];
    case 'note':
      return [{ kind: 'mark', text: `${block.label}: ${hide(block.text)}` }];
  }
};

/** Hidden before they are compared: a key of many lines is none in a single one. */
const toEditLines = ({ path, before, after }: FileEdit, hide: (text: string) => string): string[] => {
  const [old, fresh] = [hide(before ?? ''), hide(after ?? '')];
  return structuredPatch(path, path, old, fresh, '', '', { context: 2 }).hunks.flatMap(({ lines }) => lines);
};

const toExportedEpisode = (episode: Episode, hide: (text: string) => string): ExportedEpisode => {
  const { symptom, cause, outcome, resolution } = annotationOf(episode);
  return {
    id: episode.id,
    name: hide(episode.name),
    description: hide(episode.description),
    onset: episode.onset,
    pushback: episode.pushback,
    symptoms: symptom.labels.map(labelName),
    causes: cause.labels.map(({ label }) => labelName(label)),
    severity: labelName(outcome.severity),
    resolution: labelName(resolution.status),
  };
};
