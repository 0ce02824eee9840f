// SPDX-License-Identifier: GPL-2.0
/*
 * How much more two processes on two CPUs get done than one: reads by path,
 * and getppid as what the machine itself can give. Needs the hive SYSTEM.
 */
#include "bench.h"

#include <kreg/kreg.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 20
#define SLICE_MS 200

#define PATH \
	"SYSTEM\\ControlSet001\\Control\\Session Manager\\Memory Management"
#define NAME "LargeSystemCache"

struct shared {
	atomic_int ready;
	atomic_int go;
	atomic_int stop;
	atomic_long calls;
};

static struct shared *shared;
static struct kreg *ctx;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void call_path(void)
{
	unsigned int type, number;
	size_t size = sizeof(number);

	if (kreg_query_value_by_path(ctx, KREG_HKLM, PATH, strlen(PATH), NAME,
				     strlen(NAME), &type, &number, &size))
		fail("query");
}

static void call_getppid(void)
{
	syscall(SYS_getppid);
}

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fail("sched_setaffinity");
}

static void work(void (*call)(void), int cpu)
{
	long calls;

	stay_on(cpu);
	if (kreg_open(&ctx, 0))
		fail("kreg_open");
	call();
	shared->ready++;
	while (!shared->go)
		;
	for (calls = 0; !shared->stop; calls++)
		call();
	shared->calls += calls;
	_exit(0);
}

/* Calls per second of all processes together. */
static double throughput(void (*call)(void), int processes, int cpu)
{
	int i, status, failed = 0;
	double from, took;

	memset(shared, 0, sizeof(*shared));
	for (i = 0; i < processes; i++) {
		if (!fork())
			work(call, cpu ^ i);
	}
	while (shared->ready < processes)
		usleep(1000);
	from = now();
	shared->go = 1;
	usleep(SLICE_MS * 1000);
	shared->stop = 1;
	took = now() - from;
	for (i = 0; i < processes; i++) {
		wait(&status);
		failed |= status;
	}
	if (failed)
		fail("a process");
	return shared->calls * 1e3 / took;
}

static void keep_most(double *most, double value)
{
	if (value > *most)
		*most = value;
}

int main(void)
{
	double one = 0, two = 0, base_one = 0, base_two = 0;
	int round;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		fail("mmap");
	for (round = 0; round < ROUNDS; round++) {
		keep_most(&one, throughput(call_path, 1, round & 1));
		keep_most(&two, throughput(call_path, 2, 0));
		keep_most(&base_one, throughput(call_getppid, 1, round & 1));
		keep_most(&base_two, throughput(call_getppid, 2, 0));
	}
	printf("getppid-one\t%.0f\tcalls/s\n", base_one);
	printf("getppid-two\t%.0f\tcalls/s\n", base_two);
	printf("parallel-one\t%.0f\tcalls/s\n", one);
	printf("parallel-two\t%.0f\tcalls/s\n", two);
	printf("parallel-path\t%.3f\ttimes\n", two / one);
	printf("parallel-getppid\t%.3f\ttimes\n", base_two / base_one);
	return 0;
}
