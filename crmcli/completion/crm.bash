# Completion of crm for bash, made by `crm completion bash`: commands, options, groups, names.
# shellcheck shell=bash

_crm() {
    local IFS=$'\n' program=crm notes='' line
    case ${COMP_WORDS[0]} in */*) program=${COMP_WORDS[0]/#\~\//$HOME/} ;; esac
    COMPREPLY=()
    {
        read -r notes
        while read -r line; do COMPREPLY+=("$line"); done
    } < <(command "$program" __complete bash "$COMP_WORDBREAKS" "$(printf "\\$(printf '%03o' "${COMP_TYPE:-9}")")" \
        "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    case " $notes " in *' files '*) compopt -o default 2>/dev/null ;; esac
    case " $notes " in *' folders '*) compopt -o dirnames 2>/dev/null ;; esac
    case " $notes " in *' nospace '*) compopt -o nospace 2>/dev/null ;; esac
}

complete -o nosort -F _crm crm 2>/dev/null || complete -F _crm crm
