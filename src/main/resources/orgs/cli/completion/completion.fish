# fish completion for orgs; what it says comes from orgs itself.
function __orgs_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (command $words[1] __complete fish -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    if test "$lines[1]" = files
        set -l option (string match -r -- '^--[^=]*=' "$current")
        for path in (__fish_complete_path (string replace -- "$option" '' "$current"))
            echo "$option$path"
        end
    else
        string join -- \n $lines[2..-1]
    end
end
complete -c orgs -f -a '(__orgs_complete)'
