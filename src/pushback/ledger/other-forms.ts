import { type FormGroup, group } from './form-group.ts';

/** The bare forms of German and Polish. */
export const latinForms: readonly FormGroup[] = [
  // German
  group('ask-first', '\\bfrage?\\b', [
    '(?:^|[,;:]\\s*|\\bbitte )frage? (?:mich |uns )?(?:bitte )?(?:vorher|zuerst|erst|bevor)\\b(?<act>.*)',
  ]),
  group('ban', '\\b(?:nichts|nicht|keine[nrms]?|niemals|nie|ohne)\\b', [
    '(?:^|[,;:]\\s*|\\b(?:bitte|aber|und) )(?<act>(?<!\\p{L})(?:ändere|ändre|verändere|fass|lösche|committe|pushe|benutze|verwende|nutze|erstelle|installiere|schreibe?|mach|editiere|entferne)\\b[^,.]{0,60}\\b(?:nichts|nicht|keine[nrms]?|niemals|nie)\\b.*)',
    '\\b(?:nichts|nicht|keine[nrms]?|niemals|nie)\\b(?<act>[^,.]{0,60}(?<!\\p{L})(?:ändern|anfassen|verändern|löschen|committen|pushen|benutzen|verwenden|anlegen|installieren|umbauen|entfernen)\\b)(?! (?:können|kann|konnte|lässt|wird|soll))',
    '\\bohne (?<act>[^,.]{2,60} zu (?:ändern|verändern|löschen|brechen))\\b|\\bkeine neuen (?<act2>abhängigkeiten|pakete|bibliotheken|dateien)\\b',
  ]),
  group('only', '\\bnur\\b', [
    '(?:^|[,;:]\\s*|\\b(?:bitte|und|aber) )(?:ändere|bearbeite|fass) (?:bitte )?nur (?<act>.*)',
  ]),
  group('always', '\\bimmer\\b', [
    '(?:^|[,;:]\\s*|\\b(?:bitte|und) )(?<act>(?:führe?|lass|nutze|verwende|teste|antworte)\\b[^,.]{0,30}\\bimmer\\b.*)',
  ]),
  // Polish
  group('ask-first', '(?:za|s)?pytaj', [
    '(?:^|[,;:]\\s*|\\bale )(?:najpierw )?(?:zapytaj|spytaj|pytaj)(?: mnie)?,? (?:przed|zanim|najpierw)(?<act>.*)',
  ]),
  group('ban', '(?<!\\p{L})(?:nie|bez)(?!\\p{L})', [
    '(?:^|[,;:]\\s*|(?<!\\p{L})(?:ale|i|a|proszę|tylko|nic) )(?:nigdy |niczego )?nie (?<act>(?:zmieniaj|ruszaj|dotykaj|modyfikuj|commituj|pushuj|usuwaj|dodawaj|używaj|edytuj|twórz|rób|pisz|instaluj|kasuj|wypychaj)(?:cie)?(?!\\p{L}).*)',
    '(?<!\\p{L})bez (?<act>(?:zmieniania|zmian|modyfikowania|dotykania|ruszania|nowych zależności)(?!\\p{L}).*)',
  ]),
  group('only', '\\btylko\\b', ['(?:^|[,;:]\\s*)(?:zmieniaj|zmień|edytuj|popraw) tylko (?<act>.*)']),
  group('always', '\\bzawsze\\b', [
    '(?:^|[,;:]\\s*)zawsze (?<act>(?:uruchamiaj|używaj|testuj|sprawdzaj|pytaj|odpowiadaj|pisz|commituj)(?!\\p{L}).*)',
  ]),
];

/** The bare forms of Russian and Chinese. */
export const otherScriptForms: readonly FormGroup[] = [
  // Russian
  group('ask-first', 'спр', [
    '(?:^|[,;:]\\s*)(?:сначала |сперва )?(?:спроси|спрашивай|спросите)(?: меня)?,? (?:перед|прежде|сначала|сперва)(?<act>.*)',
  ]),
  group('ban', '(?<!\\p{L})(?:не|без)(?!\\p{L})', [
    '(?:^|[,;:]\\s*|(?<!\\p{L})(?:но|и|а|пожалуйста|только) )(?:ничего |никогда )?не (?<act>(?:меняй|трогай|изменяй|удаляй|коммить|пушь|добавляй|используй|создавай|редактируй|ломай|делай|пиши|устанавливай|переписывай)(?:те)?(?!\\p{L}).*)',
    '(?<!\\p{L})без (?<act>(?:изменени|изменяя|новых зависимостей)\\p{L}*.*)|(?<!\\p{L})не (?<act2>(?:меняя|трогая|изменяя)(?!\\p{L}).*)',
  ]),
  group('only', 'только', [
    '(?:^|[,;:]\\s*)(?:меняй|измени|исправь|правь|редактируй)(?:те)? только (?<act>.*)',
  ]),
  group('always', 'всегда', [
    '(?:^|[,;:]\\s*)всегда (?<act>(?:запускай|используй|проверяй|отвечай|пиши|спрашивай|тестируй|делай)(?:те)?(?!\\p{L}).*)',
  ]),
  // Chinese
  group('ask-first', '先|前', [
    '(?:先(?:问|询问|征求|跟我确认|和我确认|与我确认)|(?:修改|提交|动手|执行|改动?)之?前[^，。]{0,6}(?:问|确认|征求))(?<act>.*)',
  ]),
  group('ban', '不|勿|禁止|别', [
    '(?:不要|请勿|切勿|不许|不准|禁止|不得|别)(?:再|随意|擅自|乱|自行|直接|给我)*(?<act>(?:修改|更改|改动?|动|碰|删除?|提交|推送|新增|引入|安装|重构|重写|创建|生成)(?!态|画|作).*)',
  ]),
  group('only', '只|仅', [
    '(?:^|[，,。；]\\s*)(?:请)?(?:只|仅)(?:能|允许|可以|准|需要?)?(?<act>(?:修改|改|动|编辑|更新).*)',
  ]),
  group('always', '始终|总是|每次|以后', [
    '(?:始终|总是|每次[^，。]{0,12}(?:都|必须|务必)|以后都)(?<act>(?:要|必须|请)?(?:使用|用|运行|跑|测试|检查|更新|提交|回答).*)',
  ]),
];
