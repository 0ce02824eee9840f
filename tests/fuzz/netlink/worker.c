// SPDX-License-Identifier: GPL-2.0
/* A process that sends until it is killed: two threads, some sockets shared. */
#include "worker.h"
#include "check.h"
#include "make.h"
#include "protocol.h"
#include "random.h"
#include "tree.h"
#include "wire.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/kreg.h>

#define SHARED 2 /* sockets that both threads use */

struct thread {
	struct maker maker;
	struct random random;
	struct message message;
	struct answer answer;
	int own;
};

static int shared[SHARED];

/* Take what has come, without waiting for more. */
static void drain(int fd)
{
	static __thread uint64_t buffer[WIRE_MAX / 4];
	ssize_t got;

	while ((got = recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT)) > 0)
		check_datagram(buffer, got);
}

/* A request that is as the spec has it: what is refused is refused in words. */
static void valid(struct thread *thread)
{
	struct answer *answer = &thread->answer;
	const struct op *op;

	thread->message.bytes = 0;
	op = make_valid(&thread->maker, &thread->message);
	if (thread->message.bytes > WIRE_MAX)
		return;
	if (!wire_request(thread->own, &thread->message, answer, NULL, NULL))
		check_failed("%s: no answer: %s", op->name, strerror(errno));
	if (answer->error && !answer->has_text && answer->error != -ENOMEM)
		check_failed("%s: refused without a word: %s", op->name,
			     strerror(-answer->error));
	if (answer->count)
		check_message((void *)answer->data);
}

/* Several requests in one datagram, their answers taken as they come. */
static void volley(struct thread *thread, int fd)
{
	unsigned int times = 1 + random_below(&thread->random, 6);

	thread->message.bytes = 0;
	while (times-- && thread->message.bytes < WIRE_MAX / 2)
		make_valid(&thread->maker, &thread->message);
	wire_send(fd, &thread->message);
	drain(fd);
}

static void mutated(struct thread *thread, int fd)
{
	make_mutated(&thread->maker, &thread->message);
	wire_send(fd, &thread->message);
	drain(fd);
}

/* Begin something on a new socket and close it at once. */
static void abandoned(struct thread *thread)
{
	int fd = wire_open();

	if (fd < 0)
		return;
	volley(thread, fd);
	close(fd);
}

static void step(struct thread *thread)
{
	int fd = shared[random_below(&thread->random, SHARED)];

	switch (random_below(&thread->random, 10)) {
	case 0:
	case 1:
	case 2:
		mutated(thread, fd);
		break;
	case 3:
		volley(thread, fd);
		break;
	case 4:
		abandoned(thread);
		break;
	case 5:
		tree_check_value(thread->own, &thread->random);
		break;
	case 6:
		tree_check_values(thread->own, &thread->random);
		break;
	default:
		valid(thread);
	}
}

static void *run(void *argument)
{
	struct thread *thread = argument;

	for (;;)
		step(thread);
	return NULL;
}

static struct thread *create(const struct maker *maker, uint64_t seed)
{
	struct thread *thread = calloc(1, sizeof(*thread));

	if (!thread)
		check_failed("no memory");
	thread->random.state = seed;
	thread->maker = *maker;
	thread->maker.random = &thread->random;
	thread->own = wire_open();
	if (thread->own < 0)
		check_failed("no socket: %s", strerror(-thread->own));
	return thread;
}

void worker_run(const struct maker *maker, uint64_t seed)
{
	struct random random = { seed };
	pthread_t second;

	for (int i = 0; i < SHARED; i++)
		shared[i] = wire_open();
	pthread_create(&second, NULL, run, create(maker, random_next(&random)));
	run(create(maker, random_next(&random)));
	_exit(1);
}
