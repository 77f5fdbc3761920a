/** The line behind the candidates that leaves names of files to the shell. */
export const FILES = ':files';

const BASH = `# bash completion for orderflow
_orderflow() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line files=''
  [[ $current == '=' ]] && current=''
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == '${FILES}' ]]; then files=yes; else COMPREPLY+=("\${line%%$'\\t'*}"); fi
  done < <(orderflow complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ -z $files ]] && return
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then
    compopt -o default
  else
    compopt -o filenames
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
  fi
}
complete -F _orderflow orderflow
`;

const ZSH = `#compdef orderflow
_orderflow() {
  local -a candidates
  local line files=''
  while IFS= read -r line; do
    if [[ $line == '${FILES}' ]]; then files=yes; continue; fi
    candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(orderflow complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#candidates} )) && _describe -t values orderflow candidates
  [[ -n $files ]] && _files
}
if [[ "\${funcstack[1]}" == _orderflow ]]; then
  _orderflow "$@"
else
  (( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit }
  compdef _orderflow orderflow
fi
`;

const FISH = `# fish completion for orderflow
function __orderflow_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (orderflow complete -- $words "$current" 2>/dev/null)
        if test "$line" = '${FILES}'
            __fish_complete_path "$current"
        else
            printf '%s\\n' "$line"
        end
    end
end
complete -c orderflow -e
complete -c orderflow -f -a '(__orderflow_complete)'
`;

/** Where a completer gives nothing PowerShell completes names of files by itself. */
const POWERSHELL = `# PowerShell completion for orderflow
Register-ArgumentCompleter -Native -CommandName orderflow -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += if ($PSVersionTable.PSVersion -ge [version]'7.3') { '' } else { '""' } }
  orderflow complete -- @words 2>$null | Where-Object { $_ -ne '${FILES}' } | ForEach-Object {
    $value, $description = $_ -split "\`t", 2
    if (-not $description) { $description = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
  }
}
`;

/** The completion script of each shell: it asks `orderflow complete` for candidates. */
export const SHELL_SCRIPTS: Readonly<Record<string, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
