/** Shells that can be told how to complete a line. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell reads to complete `pushback`: it hands the words over to `pushback complete`, which knows commands, flags and
 * sessions, so a script never grows old. No word of the line and none of the answer is evaluated. Where nothing is
 * offered, the shell completes paths.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for pushback: put \`source <(pushback completions bash)\` into ~/.bashrc
_pushback() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(pushback complete bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${COMPREPLY[0]-} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _pushback pushback`,
  zsh: `#compdef pushback
# zsh completion for pushback: put \`source <(pushback completions zsh)\` into ~/.zshrc, after compinit
_pushback() {
  local line
  local -a whole open
  while IFS= read -r line; do
    if [[ $line == *'\\:' || $line == *'\\::'* ]]; then open+=("$line"); else whole+=("$line"); fi
  done < <(pushback complete zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#whole} + \${#open} == 0 )); then _files; return; fi
  (( \${#whole} )) && _describe -V pushback whole
  (( \${#open} )) && _describe -V pushback open -S ''
}
if [[ $funcstack[1] == _pushback ]]; then _pushback "$@"; else compdef _pushback pushback; fi`,
  fish: `# fish completion for pushback: pushback completions fish > ~/.config/fish/completions/pushback.fish
complete -c pushback -f
complete -c pushback -n 'string match -q -- "*/*" (commandline -ct)' -F
complete -c pushback -l sessions -l config -l store -l batch-folder -r -F
complete -c pushback -k -a '(pushback complete fish -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
  powershell: `# PowerShell completion for pushback: put \`pushback completions powershell | Out-String | Invoke-Expression\` into $PROFILE
Register-ArgumentCompleter -Native -CommandName pushback -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  # Older versions drop an empty word, so the last one is told apart by a sign before it.
  & pushback complete powershell -- @before "=$wordToComplete" 2>$null | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    if (-not $text) { $text = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
  }
}`,
};
