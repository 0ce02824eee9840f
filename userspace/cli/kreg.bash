# SPDX-License-Identifier: GPL-2.0
# Bash completion of the command kreg. Commands and options come from --help,
# so this never lags behind. Keys are completed inside single quotes, where a
# backslash is one: kreg query 'HKLM\Sys<TAB>

_kreg_commands()
{
	kreg --help 2>/dev/null | sed -n 's/^  \([a-z]\{3,\}\) .*/\1/p'
}

_kreg_options()
{
	kreg ${1:+"$1"} --help 2>/dev/null | sed -n 's/^ \{2,6\}\(-[A-Za-z], \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p'
}

# The command on the line so far, and the file of --file.
_kreg_scan()
{
	local i word
	command='' file=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		-f | --file)
			[ "${COMP_WORDS[i + 1]}" != = ] || i=$((i + 1))
			i=$((i + 1))
			file=(--file "${COMP_WORDS[i]}")
			;;
		-b | -d | --base | --depth | --color)
			[ "${COMP_WORDS[i + 1]}" != = ] || i=$((i + 1))
			i=$((i + 1))
			;;
		-* | =) ;;
		*) [ -n "$command" ] || command=$word ;;
		esac
	done
}

# Names with escapes in them are left out: they need --escapes.
_kreg_subkeys()
{
	LC_ALL=C.UTF-8 kreg query "${file[@]}" -- "$1" 2>/dev/null |
		sed -n '/^    [^\\]*\\$/s/^    \(.*\)\\$/\1/p'
}

_kreg_keys()
{
	local typed=${1#\'} above='' name
	[[ $typed != *\\* ]] || above=${typed%\\*}\\
	if [ -z "$above" ] && [ ${#file[@]} = 0 ]; then
		COMPREPLY=("HKLM\\" "HKU\\")
	else
		while IFS= read -r name; do
			COMPREPLY+=("$above$name" "$above$name\\")
		done < <(_kreg_subkeys "$above")
	fi
	_kreg_keep "$typed"
}

# Keep what begins with the text typed, in any case.
_kreg_keep()
{
	local reply kept=()
	for reply in "${COMPREPLY[@]}"; do
		[[ ${reply,,} != "${1,,}"* ]] || kept+=("$reply")
	done
	COMPREPLY=("${kept[@]}")
}

_kreg_words()
{
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
	[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
}

_kreg_files()
{
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_kreg()
{
	local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local command file
	COMPREPLY=()
	if [ "$cur" = = ]; then
		cur=
	elif [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	_kreg_scan
	case $before in
	-f | --file) _kreg_files "$cur"; return ;;
	-b | --base) _kreg_words '2 10 16 16,10 2,16' "$cur"; return ;;
	--color) _kreg_words 'auto always never' "$cur"; return ;;
	-d | --depth) return ;;
	esac
	case $cur in
	-*) _kreg_words "$(_kreg_options "$command")" "$cur"; return ;;
	esac
	case $command in
	'') _kreg_words "$(_kreg_commands)" "$cur" ;;
	help) _kreg_words "$(_kreg_commands)" "$cur" ;;
	status | check) ;;
	load)
		if [ "$before" = load ]; then _kreg_keys "$cur"; else _kreg_files "$cur"; fi
		;;
	*) _kreg_keys "$cur" ;;
	esac
}

complete -F _kreg kreg
