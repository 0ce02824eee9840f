// SPDX-License-Identifier: GPL-2.0
/* The pool: all registry memory is charged here, under one limit. */
#include "pool.h"

#include "cache.h"
#include "trace.h"

#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>

#define LIMIT_MIN SZ_4M
#define LIMIT_DEFAULT SZ_8M /* 25 % of a paged pool of 32 MiB */
#define WAITING_MAX SZ_1M

static unsigned int pool_limit = LIMIT_DEFAULT;

static atomic_long_t used;
static atomic_long_t high;
static atomic_long_t refused;
static atomic_long_t waiting;
static atomic_long_t by_use[KREG_POOL_USES];

static int limit_set(const char *text, const struct kernel_param *kp)
{
	return param_set_uint_minmax(text, kp, LIMIT_MIN, UINT_MAX);
}

static const struct kernel_param_ops limit_ops = {
	.set = limit_set,
	.get = param_get_uint,
};

module_param_cb(pool_limit, &limit_ops, &pool_limit, 0644);
MODULE_PARM_DESC(pool_limit,
		 "Most bytes that are held (least 4 MiB, default 8)");

#ifdef CONFIG_FAULT_INJECTION
/* Counts down: the charge that brings it to zero fails. */
static atomic_t fail_charge;

/**
 * kreg_pool_fail() - make a charge fail
 * @nth: which one from now on; 0 for none
 *
 * Context: Any.
 * Return: what was left of the @nth before; 0 when that charge has failed.
 */
int kreg_pool_fail(int nth)
{
	return atomic_xchg(&fail_charge, nth);
}
EXPORT_SYMBOL_NS_GPL(kreg_pool_fail, KREG_TEST);

static int fail_set(const char *text, const struct kernel_param *kp)
{
	int nth, err = kstrtoint(text, 0, &nth);

	if (!err)
		kreg_pool_fail(max(nth, 0));
	return err;
}

static int fail_get(char *text, const struct kernel_param *kp)
{
	return sysfs_emit(text, "%d\n", atomic_read(&fail_charge));
}

static const struct kernel_param_ops fail_ops = {
	.set = fail_set,
	.get = fail_get,
};

module_param_cb(pool_fail_charge, &fail_ops, NULL, 0600);
MODULE_PARM_DESC(pool_fail_charge, "Make the Nth charge from now on fail");

static bool fail_now(void)
{
	return atomic_read(&fail_charge) &&
	       atomic_dec_if_positive(&fail_charge) == 0;
}
#else
static bool fail_now(void)
{
	return false;
}
#endif

static void raise_high(long now)
{
	long old = atomic_long_read(&high);

	while (now > old && !atomic_long_try_cmpxchg(&high, &old, now))
		;
}

static bool charge_below(enum kreg_pool_use use, size_t bytes, size_t limit)
{
	long old = atomic_long_read(&used);

	do {
		if (bytes > limit || old > (long)(limit - bytes))
			return false;
	} while (!atomic_long_try_cmpxchg(&used, &old, old + (long)bytes));

	atomic_long_add((long)bytes, &by_use[use]);
	raise_high(old + (long)bytes);
	return true;
}

static bool charge(enum kreg_pool_use use, size_t bytes)
{
	might_sleep();
	if (unlikely(atomic_long_read(&waiting) > WAITING_MAX))
		rcu_barrier();
	return charge_below(use, bytes, READ_ONCE(pool_limit));
}

/* Others fill the cache meanwhile: what was there at the start must do. */
static bool reclaim(enum kreg_pool_use use, size_t bytes)
{
	unsigned long left = kreg_cache_objects(), freed;

	do {
		freed = kreg_cache_reclaim();
		if (freed && charge_below(use, bytes, READ_ONCE(pool_limit)))
			return true;
		left -= min(left, freed);
	} while (left && freed);
	return false;
}

/**
 * kreg_pool_charge() - account memory before it is allocated
 * @use: what it is for
 * @bytes: how much
 *
 * Cached objects that nobody uses give way before a charge is refused.
 *
 * Context: Process context, no lock of the registry held. May sleep.
 * Return: 0, -EDQUOT when the pool's limit would be passed.
 */
int kreg_pool_charge(enum kreg_pool_use use, size_t bytes)
{
	if (!fail_now() && (likely(charge(use, bytes)) || reclaim(use, bytes)))
		return 0;

	atomic_long_inc(&refused);
	trace_kreg_refuse("pool", bytes, -EDQUOT);
	return -EDQUOT;
}

/**
 * kreg_pool_charge_read() - account memory that a read cannot do without
 * @use: what it is for
 * @bytes: how much
 *
 * Reads never fail for quota: where the limit is reached the charge is made
 * all the same, and the caller keeps the memory for no longer than the read.
 *
 * Context: Process context, no lock of the registry held. May sleep.
 * Return: true when the charge lies below the limit and may stay.
 */
bool kreg_pool_charge_read(enum kreg_pool_use use, size_t bytes)
{
	if (likely(charge(use, bytes)) || reclaim(use, bytes))
		return true;
	charge_below(use, bytes, LONG_MAX);
	return false;
}

/**
 * kreg_pool_uncharge() - give a charge back
 * @use: what it was for
 * @bytes: how much
 *
 * Context: Any.
 */
void kreg_pool_uncharge(enum kreg_pool_use use, size_t bytes)
{
	long left = atomic_long_sub_return((long)bytes, &by_use[use]);

	WARN_ON_ONCE(left < 0);
	atomic_long_sub((long)bytes, &used);
}

/**
 * kreg_pool_wait() - note memory that waits for a grace period
 * @bytes: how much; its charge has been given back
 *
 * Context: Any.
 */
void kreg_pool_wait(size_t bytes)
{
	atomic_long_add((long)bytes, &waiting);
}

/**
 * kreg_pool_waited() - note that the grace period is over
 * @bytes: as given to kreg_pool_wait()
 *
 * Context: Any, also an RCU callback.
 */
void kreg_pool_waited(size_t bytes)
{
	atomic_long_sub((long)bytes, &waiting);
}

/**
 * kreg_pool_status() - read the counters
 * @status: where to put them
 *
 * Context: Any.
 */
void kreg_pool_status(struct kreg_pool_status *status)
{
	unsigned int i;

	status->limit = READ_ONCE(pool_limit);
	status->used = atomic_long_read(&used);
	status->high = atomic_long_read(&high);
	status->refused = atomic_long_read(&refused);
	status->waiting = atomic_long_read(&waiting);
	for (i = 0; i < KREG_POOL_USES; i++)
		status->by_use[i] = atomic_long_read(&by_use[i]);
}
EXPORT_SYMBOL_NS_GPL(kreg_pool_status, KREG_TEST);

/**
 * kreg_pool_exit() - see that everything was given back
 *
 * Context: Process context, after the last user and rcu_barrier().
 */
void kreg_pool_exit(void)
{
	WARN(atomic_long_read(&used), "%ld bytes still charged\n",
	     atomic_long_read(&used));
	WARN(atomic_long_read(&waiting), "%ld bytes still waiting\n",
	     atomic_long_read(&waiting));
}
