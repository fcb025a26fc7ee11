#compdef crm
# Completion of crm for zsh, made by `crm completion zsh`: commands, options, groups, names.

_crm() {
    local program=crm notes line text
    local -a lines texts shown how
    [[ $words[1] == */* ]] && program=${~words[1]}
    lines=("${(@f)$(command $program __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    notes=" ${lines[1]} "
    if [[ $notes == *' files '* ]]; then
        _files
        return
    elif [[ $notes == *' folders '* ]]; then
        _files -/
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        text=${line%%$'\t'*}
        [[ -n $text ]] || continue
        texts+=("$text")
        line=${line#*$'\t'}
        shown+=("$text${line:+  -- $line}")
    done
    (( $#texts )) || return 1
    [[ $notes == *' nospace '* ]] && how+=(-S '')
    [[ $notes == *' othercase '* ]] && how+=(-U)
    if [[ $notes == *' unlike '* ]]; then
        # What is typed must not be lost for what all candidates have in common.
        how+=(-U)
        (( $#texts > 1 )) && compstate[insert]=menu
        compstate[list]='list force'
    fi
    compadd -V crm -l -d shown "$how[@]" -- "$texts[@]"
}

if [[ $funcstack[1] == _crm ]]; then
    _crm "$@"
else
    compdef _crm crm
fi
