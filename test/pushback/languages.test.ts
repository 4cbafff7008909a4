import { describe, expect, test } from 'vitest';
import { detectPushbacks } from '../../src/pushback/detect-pushback.ts';
import { makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const answerTo = (words: string) =>
  detectPushbacks([
    makeTurn(1, 'developer', textBlock('Build the login page for the shop')),
    makeTurn(
      2,
      'agent',
      textBlock('Done, the page is built.'),
      toolBlock({ name: 'Edit', kind: 'edit', target: 'src/login.ts' }),
    ),
    makeTurn(3, 'developer', textBlock(words)),
  ])[0];

/** Language, class, what a person might say. */
const objections = [
  ['Chinese', 'failure_report', '还是报错，页面打不开'],
  ['Chinese', 'constraint_reminder', '我之前说过不要改数据库'],
  ['Chinese', 'scope_objection', '你为什么要删掉测试？'],
  ['Chinese', 'undo_request', '请还原刚才的修改'],
  ['Chinese', 'clarify_intent', '我的意思是每周一份报告'],
  ['Chinese', 'trust_challenge', '你确定吗？真的测试过了吗？'],
  ['Japanese', 'failure_report', 'まだエラーが出て動きません'],
  ['Japanese', 'constraint_reminder', 'さっき言いましたよね、設定は触らないで'],
  ['Japanese', 'undo_request', '元に戻してください'],
  ['Japanese', 'scope_objection', 'なぜテストを削除したのですか'],
  ['Korean', 'failure_report', '여전히 로그인이 안 돼요'],
  ['Korean', 'scope_objection', '왜 설정 파일을 바꿨어?'],
  ['Korean', 'undo_request', '원래대로 되돌려줘'],
  ['Russian', 'failure_report', 'всё ещё не работает, та же ошибка'],
  ['Russian', 'constraint_reminder', 'я же просил не трогать конфиг'],
  ['Russian', 'scope_objection', 'зачем ты переписал тесты?'],
  ['Russian', 'undo_request', 'откати последние изменения'],
  ['Polish', 'failure_report', 'nadal nie działa, ten sam błąd'],
  ['Polish', 'scope_objection', 'dlaczego usunąłeś testy?'],
  ['Polish', 'undo_request', 'cofnij te zmiany'],
  ['German', 'failure_report', 'das funktioniert immer noch nicht'],
  ['German', 'constraint_reminder', 'ich hatte doch gesagt, die Datenbank bleibt'],
  ['German', 'undo_request', 'mach das bitte rückgängig'],
  ['Spanish', 'failure_report', 'sigue sin funcionar, el mismo error'],
  ['Spanish', 'scope_objection', '¿por qué borraste las pruebas?'],
  ['Spanish', 'clarify_intent', 'me refería a la otra página'],
  ['French', 'failure_report', 'ça ne marche toujours pas, même erreur'],
  ['French', 'scope_objection', 'pourquoi as-tu modifié la config ?'],
  ['French', 'clarify_intent', 'je voulais dire la page des commandes'],
  ['Portuguese', 'failure_report', 'ainda não funciona, o mesmo erro'],
  ['Portuguese', 'trust_challenge', 'você testou isso? tem certeza?'],
  ['Portuguese', 'undo_request', 'desfaça essas mudanças'],
] as const;

describe('pushback is heard in many languages', () => {
  test.each(objections)('%s, %s: “%s”', (_, name, words) => {
    expect(answerTo(words)?.class).toBe(name);
  });
});

describe('consent is none in any of them', () => {
  test.each([
    '好的，谢谢',
    'ありがとう、完璧です',
    '좋아요, 고마워요',
    'отлично, спасибо',
    'super, dzięki',
    'danke, jetzt funktioniert es',
    'perfecto, gracias',
    'parfait, merci',
    'perfeito, obrigado',
  ])('“%s”', words => {
    expect(answerTo(words)).toBeUndefined();
  });
});
