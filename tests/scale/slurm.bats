#!/usr/bin/env bats
# What the manual says of Slurm, word for word: on a cluster of one, with its
# own daemons, ports, key and folder.

load ../common
load recipes

# daemon NAME COMMAND...: in the background, to be ended by its pid; no longer
# than the tests may take, whatever becomes of them.
daemon() {
	local name=$1

	shift
	timeout 300 "$@" >"$at/$name.log" 2>&1 3>&- &
	echo $! >>"$at/pids"
}

free_ports() {
	python3 - <<-'END'
	import socket
	ends = [socket.socket() for _ in range(2)]
	for s in ends:
	    s.bind(("127.0.0.1", 0))
	print(*(s.getsockname()[1] for s in ends))
	END
}

# One node, this machine, which neither counts nor confines what jobs use.
configure() {
	local user controller node

	user=$(id -un)
	read -r controller node < <(free_ports)
	cat >"$at/slurm.conf" <<-END
	ClusterName=test
	SlurmctldHost=localhost(127.0.0.1)
	SlurmctldPort=$controller
	SlurmdPort=$node
	SlurmUser=$user
	SlurmdUser=$user
	AuthType=auth/munge
	AuthInfo=socket=$at/munge.socket
	CredType=cred/munge
	StateSaveLocation=$at/state
	SlurmdSpoolDir=$at/spool
	SlurmctldPidFile=$at/slurmctld.pid
	SlurmdPidFile=$at/slurmd.pid
	ProctrackType=proctrack/linuxproc
	TaskPlugin=task/none
	JobAcctGatherType=jobacct_gather/none
	MpiDefault=none
	ReturnToService=2
	SchedulerType=sched/builtin
	SchedulerParameters=batch_sched_delay=0,sched_interval=1
	SelectType=select/cons_tres
	SelectTypeParameters=CR_CPU
	NodeName=one NodeHostname=localhost NodeAddr=127.0.0.1 CPUs=$(nproc)
	PartitionName=all Nodes=one Default=YES State=UP
	END
	(umask 077 && head -c 1024 /dev/urandom >"$at/munge.key")
}

# until_true COMMAND...: for at most a minute.
until_true() {
	local i

	for ((i = 0; i < 300; i++)); do
		! "$@" >/dev/null 2>&1 || return 0
		sleep 0.2
	done
	echo "in vain: $*"
	return 1
}

is_idle() {
	[ "$(sinfo --noheader --format %t)" = idle ]
}

setup_file() {
	needs slurmctld
	export at=$BATS_FILE_TMPDIR/cluster SLURM_CONF=$BATS_FILE_TMPDIR/cluster/slurm.conf
	mkdir -m 700 "$at" "$at/state" "$at/spool"
	configure
	daemon munged munged --foreground --force \
		--socket="$at/munge.socket" --key-file="$at/munge.key" \
		--pid-file="$at/munged.pid" --log-file="$at/munge.log" \
		--seed-file="$at/munge.seed"
	until_true test -S "$at/munge.socket"
	daemon slurmctld slurmctld -D -c
	daemon slurmd slurmd -D -N one
	until_true is_idle || {
		tail -n 5 "$at"/*.log
		return 1
	}
}

# Ours only, the last one first.
teardown_file() {
	local pid

	[ -e "${at-}/pids" ] || return 0
	scancel --user="$(id -un)" || :
	for pid in $(tac "$at/pids"); do
		kill "$pid" 2>/dev/null || :
		until_true eval "! kill -0 $pid" || kill -9 "$pid" || :
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	a_log 700
}

@test "Slurm counts the parts, then reports on all of them" {
	bash -c "$(recipe sbatch)"
	until_true test -e report
	hoff-kpi log.ndjson | cmp - report
	[ "$(cat slurm-*.out)" = '' ]
}

@test "Slurm makes no report when a part could not be counted" {
	bash -c "$(recipe sbatch | sed 's|log\.\$i|no/&|')"
	until_true eval 'squeue --noheader --format %r | grep -qx DependencyNeverSatisfied'
	[ ! -e report ]
	grep -h 'no/log.[0-3]' slurm-*.out | sort >said
	[ "$(wc -l <said)" -eq 4 ]
}
