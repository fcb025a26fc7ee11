# Completion of crm for fish, made by `crm completion fish`: commands, options, groups, names.

function __crm_complete
    set -l program crm
    set -l words (commandline -opc)
    if string match -q '*/*' -- $words[1]
        set program $words[1]
    end
    set -l lines (command $program __complete fish $words[2..-1] (commandline -ct) 2>/dev/null)
    switch " $lines[1] "
        case '* files *'
            __fish_complete_path (commandline -ct)
        case '* folders *'
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\n' $lines[2..-1]
    end
end

complete -c crm -f -k -a '(__crm_complete)'
