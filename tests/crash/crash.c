// SPDX-License-Identifier: GPL-2.0
/*
 * The crash test: at every call of a flush the power may fail.
 *
 * What was written and not synced is then there or not, each sector for
 * itself. Whatever is left must load, and hold exactly what the hive held at
 * the last flush that returned, or at the one that was under way. Up to 12
 * open sectors all combinations are tried, beyond that some at random. What
 * recovery writes back is interrupted in the same way.
 */
#include "registry.h"

#define EXHAUSTIVE 12
#define SAMPLES 200
#define HELD_MAX 16

/**
 * struct trial - a flush that may be interrupted
 * @registry: whose flush
 * @strategy: of it
 * @held: states that may be found: that of the last flush that returned, and
 *	of every one begun since
 * @held_count: of them
 * @depth: recoveries that are interrupted, too
 * @samples: random combinations to try
 * @states: crash states so far
 * @bad: of them wrong ones
 * @quiet: do not print wrong ones
 */
struct trial {
	struct registry *registry;
	const struct kreg_strategy *strategy;
	u64 held[HELD_MAX];
	u32 held_count;
	int depth;
	u32 samples;
	u64 states;
	u64 bad;
	bool quiet;
	u64 random;
	u64 mask;
	bool sampling;
	struct disk after;
};

static u64 roll(struct trial *trial)
{
	trial->random ^= trial->random << 13;
	trial->random ^= trial->random >> 7;
	trial->random ^= trial->random << 17;
	return trial->random * 0x2545f4914f6cdd1dULL;
}

static bool keeps(void *ctx, u32 item)
{
	struct trial *trial = ctx;

	if (trial->sampling)
		return roll(trial) >> 63;
	return trial->mask >> item & 1;
}

static bool was_held(const struct trial *trial, const struct registry *r)
{
	u64 state = registry_state(r);
	u32 i;

	for (i = 0; i < trial->held_count; i++)
		if (trial->held[i] == state)
			return true;
	return false;
}

static void hold(struct trial *trial, u64 state)
{
	if (trial->held_count == HELD_MAX)
		abort();
	trial->held[trial->held_count++] = state;
}

static void crash_in_recovery(struct trial *trial, struct registry *r);

static void wrong(struct trial *trial, const char *what)
{
	trial->bad++;
	if (!trial->quiet && trial->bad <= 5)
		printf("# %s: after %u calls: %s\n", trial->strategy->name,
		       trial->registry->disk->ops, what);
}

/*
 * The crash has cost the hive file, too: its .ALT may then be refused as in
 * transition, but must not pass for what it is not.
 */
static void check_without_primary(struct trial *trial)
{
	struct inode *inode =
		&trial->after.inodes[trial->after.names[NAME_HIVE]];
	struct registry r;

	inode->seen[0] ^= 0xff;
	if (!registry_open(&r, &trial->after, trial->strategy) &&
	    !was_held(trial, &r))
		wrong(trial, "the other copy holds what it never held");
	registry_close(&r);
	inode->seen[0] ^= 0xff;
}

/* Look at one disk as it may be after the crash. */
static void check_state(struct trial *trial)
{
	struct registry r;

	trial->states++;
	if (trial->strategy == &kreg_strategy_alternate)
		check_without_primary(trial);
	if (registry_open(&r, &trial->after, trial->strategy)) {
		wrong(trial, "the hive does not load");
		registry_close(&r);
		return;
	}
	if (!was_held(trial, &r))
		wrong(trial, "the hive holds what it never held at a flush");
	else if (trial->depth && !(roll(trial) % 64))
		crash_in_recovery(trial, &r);
	registry_close(&r);
}

static void check_all(struct trial *trial, const struct disk *disk)
{
	u32 pending = disk_pending(disk);
	u32 i;

	trial->sampling = pending > EXHAUSTIVE;
	if (trial->sampling) {
		for (i = 0; i < trial->samples; i++) {
			disk_crash(disk, &trial->after, keeps, trial);
			check_state(trial);
		}
		return;
	}
	for (trial->mask = 0; trial->mask < 1ULL << pending; trial->mask++) {
		disk_crash(disk, &trial->after, keeps, trial);
		check_state(trial);
	}
}

static void before_call(void *ctx)
{
	struct trial *trial = ctx;

	check_all(trial, trial->registry->disk);
}

/* Write back what was recovered, and crash again at every call. */
static void crash_in_recovery(struct trial *trial, struct registry *r)
{
	struct trial inner = {
		.registry = r,
		.strategy = trial->strategy,
		.samples = 4,
		.random = roll(trial) | 1,
		.quiet = trial->quiet,
	};
	struct registry again;

	if (trial->strategy == &kreg_strategy_alternate) {
		/* the other copy may still be one of these */
		memcpy(inner.held, trial->held, sizeof(inner.held));
		inner.held_count = trial->held_count;
	} else {
		hold(&inner, registry_state(r));
	}
	disk_init(&inner.after);
	r->disk->hook = before_call;
	r->disk->ctx = &inner;
	if (registry_write_back(r))
		wrong(trial, "writing back fails");
	check_all(&inner, r->disk);
	r->disk->hook = NULL;
	if (registry_open(&again, r->disk, trial->strategy) ||
	    !was_held(&inner, &again))
		wrong(trial, "what was written back is something else");
	registry_close(&again);
	disk_free(&inner.after);
	trial->states += inner.states;
	trial->bad += inner.bad;
}

/**
 * struct plan - one run
 * @strategy: of the hive
 * @minor: its version
 * @seed: of the changes
 * @flushes: how many
 * @fail_at: call that fails, or 0
 * @skip_sync: sync that is left out of each flush, or 0
 */
struct plan {
	const struct kreg_strategy *strategy;
	u32 minor;
	u32 seed;
	u32 flushes;
	u32 fail_at;
	u32 skip_sync;
};

static void one_flush(struct trial *trial, struct registry *r,
		      const struct plan *plan)
{
	u32 changes = 1 + disk_roll(r->disk) % 3;

	while (changes--)
		registry_change(r);
	hold(trial, registry_state(r));
	r->disk->syncs = 0;
	r->disk->skip_sync = plan->skip_sync;
	r->disk->hook = before_call;
	r->disk->ctx = trial;
	if (!registry_flush(r)) {
		trial->held[0] = trial->held[trial->held_count - 1];
		trial->held_count = 1;
	}
	check_all(trial, r->disk);
	r->disk->hook = NULL;
}

static void run(const struct plan *plan, struct trial *trial)
{
	struct registry registry;
	struct disk disk;
	u32 i;

	disk_init(&disk);
	disk_init(&trial->after);
	disk.random += plan->seed * 0x9e3779b9ULL;
	trial->random = disk.random;
	trial->registry = &registry;
	trial->strategy = plan->strategy;
	registry_format(&disk, plan->strategy, plan->minor);
	if (registry_open(&registry, &disk, plan->strategy))
		abort();
	if (registry_write_back(&registry))
		abort();
	trial->held_count = 0;
	hold(trial, registry_state(&registry));
	disk.ops = 0;
	disk.fail_at = plan->fail_at;
	for (i = 0; i < plan->flushes; i++)
		one_flush(trial, &registry, plan);
	registry_close(&registry);
	disk_free(&disk);
	disk_free(&trial->after);
}

static const struct kreg_strategy *const strategies[] = {
	&kreg_strategy_log,
	&kreg_strategy_alternate,
};

static u64 good_runs(u64 wanted)
{
	struct trial trial = { .depth = 1, .samples = SAMPLES };
	struct plan plan = { .flushes = 4 };
	u32 i;

	for (plan.seed = 0; trial.states < wanted; plan.seed++) {
		plan.minor = plan.seed & 1 ? 5 : 3;
		/* every other run has a call that fails */
		plan.fail_at = plan.seed & 2 ? 1 + plan.seed / 4 % 60 : 0;
		for (i = 0; i < ARRAY_SIZE(strategies); i++) {
			plan.strategy = strategies[i];
			run(&plan, &trial);
		}
		if (plan.seed % 16 == 0) {
			fprintf(stderr, "\rcrash: %llu states",
				(unsigned long long)trial.states);
			fflush(stderr);
		}
	}
	fprintf(stderr, "\r");
	printf("%llu crash states, %llu bad\n",
	       (unsigned long long)trial.states, (unsigned long long)trial.bad);
	return trial.bad;
}

/* Each sync left out must be found. */
static u32 planted_bugs(void)
{
	static const u32 syncs[] = { 4, 6 };
	u32 missed = 0;
	u32 i, n;

	for (i = 0; i < ARRAY_SIZE(strategies); i++)
		for (n = 1; n <= syncs[i]; n++) {
			struct trial trial = { .samples = 50, .quiet = true };
			struct plan plan = {
				.strategy = strategies[i],
				.minor = 3,
				.flushes = 6,
				.skip_sync = n,
			};

			for (plan.seed = 0; plan.seed < 20 && !trial.bad;
			     plan.seed++)
				run(&plan, &trial);
			printf("%sok %u - %s without sync %u is found\n",
			       trial.bad ? "" : "not ", n + 10 * i,
			       strategies[i]->name, n);
			missed += !trial.bad;
		}
	return missed;
}

int main(int argc, char **argv)
{
	u64 wanted = argc > 1 ? strtoull(argv[1], NULL, 0) : 1000000;
	u64 bad = good_runs(wanted);
	u32 missed = planted_bugs();

	return bad || missed;
}
