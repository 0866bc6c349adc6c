// Completion scripts. They ask `assay __complete WORD...`, so that they know every command and flag there is.

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** First word of the command line that a script asks with; answers are lines of `word TAB description`. */
export const completionRequest = '__complete';

export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for assay: source <(assay completion bash)
_assay() {
  local current=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while IFS=$'\\t' read -r line _; do
    [[ $line == "$current"* ]] && COMPREPLY+=("$line")
  done < <("\${COMP_WORDS[0]}" ${completionRequest} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 0 && $current != -* && \${COMP_WORDS[1]} == scan && $COMP_CWORD -gt 1 ]]; then
    compopt -o filenames
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
  fi
}
complete -F _assay assay
`,
  zsh: `#compdef assay
# zsh completion for assay: source <(assay completion zsh)
_assay() {
  local -a found
  local line
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" ${completionRequest} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then
    _describe assay found
  fi
  if [[ \${words[2]} == scan && CURRENT -gt 2 && \${words[CURRENT]} != -* ]]; then
    _files
  fi
}
compdef _assay assay
`,
  fish: `# fish completion for assay: assay completion fish | source
function __assay_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    command $words[1] ${completionRequest} $words[2..-1] "$current" 2>/dev/null
end
complete -c assay -f -a '(__assay_complete)'
complete -c assay -n '__fish_seen_subcommand_from scan' -F
`,
};
