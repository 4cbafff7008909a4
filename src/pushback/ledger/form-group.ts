import type { RuleKind } from '../../domain/standing-rule.ts';

/**
 * Ways to word one kind of rule. The named group `act` begins what the rule is about. `gate` is a cheap sign without
 * which none of the forms fits: most sentences state no rule and must cost little.
 */
export type FormGroup = {
  readonly kind: RuleKind;
  readonly gate: RegExp;
  readonly forms: readonly RegExp[];
};

export const group = (kind: RuleKind, gate: string, forms: readonly string[]): FormGroup => ({
  kind,
  gate: new RegExp(gate, 'iu'),
  forms: forms.map(pattern => new RegExp(pattern, 'isu')),
});
