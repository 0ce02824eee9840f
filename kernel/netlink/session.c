// SPDX-License-Identifier: GPL-2.0
/*
 * Sessions. A session is found by its socket, which it pins; the port number
 * only tells the bucket, because ports are used again before the notifier of
 * the socket that had it before has run.
 */
#include "session.h"
#include "job.h"

#include "../registry/handle.h"
#include "../registry/key.h"
#include "../registry/pool.h"

#include <linux/hashtable.h>
#include <linux/notifier.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/xarray.h>
#include <net/genetlink.h>
#include <net/sock.h>

/**
 * struct kreg_session - what belongs to one socket
 * @node: in @sessions
 * @rcu: for the look-up by handlers
 * @refs: one while in @sessions, one for each job
 * @sk: the socket, pinned until the session has ended
 * @portid: of @sk, it never changes
 * @lock: protects @ended; nests inside no lock and holds only those of the
 *	socket's receive queue
 * @ended: the socket is closed, @sk must not be used
 * @handles: open handles by number, freed by RCU
 * @next: number that the next handle gets, so that one that was closed stays
 *	unused for long [lock of @handles]
 * @count: of @handles, with those about to be added
 */
struct kreg_session {
	struct hlist_node node;
	struct rcu_head rcu;
	refcount_t refs;
	struct sock *sk;
	u32 portid;
	spinlock_t lock; /* see above */
	bool ended;
	struct xarray handles;
	u32 next;
	atomic_t count;
};

static DEFINE_HASHTABLE(sessions, 10);
static DEFINE_SPINLOCK(sessions_lock); /* protects changes of sessions */
static atomic_t session_count;
static atomic_t handle_count;

static struct kreg_session *find(const struct sock *sk, u32 portid)
{
	struct kreg_session *session;

	hash_for_each_possible_rcu(sessions, session, node, portid,
				   lockdep_is_held(&sessions_lock))
		if (session->sk == sk)
			return session;
	return NULL;
}

static struct kreg_session *create(struct sock *sk, u32 portid)
{
	struct kreg_session *session;

	/* Never refused: unload, which makes room, needs a session too. */
	kreg_pool_charge_read(KREG_POOL_HANDLE, sizeof(*session));
	session = kzalloc(sizeof(*session), GFP_KERNEL_ACCOUNT);
	if (!session) {
		kreg_pool_uncharge(KREG_POOL_HANDLE, sizeof(*session));
		return ERR_PTR(-ENOMEM);
	}
	refcount_set(&session->refs, 1);
	session->sk = sk;
	session->portid = portid;
	spin_lock_init(&session->lock);
	xa_init_flags(&session->handles, XA_FLAGS_ALLOC1);
	sock_hold(sk);
	atomic_inc(&session_count);
	return session;
}

/**
 * kreg_session_put() - give up a reference
 * @session: session
 *
 * Context: Process context.
 */
void kreg_session_put(struct kreg_session *session)
{
	if (!refcount_dec_and_test(&session->refs))
		return;
	kfree_rcu(session, rcu);
}

/*
 * Let go of the socket and of the table's reference. The charge goes, too: a
 * job that still runs keeps but the memory.
 */
static void detach(struct kreg_session *session)
{
	kreg_pool_uncharge(KREG_POOL_HANDLE, sizeof(*session));
	sock_put(session->sk);
	atomic_dec(&session_count);
	kreg_session_put(session);
}

/* End a session that is in no table any more. */
static void end(struct kreg_session *session)
{
	struct kreg_handle *handle;
	unsigned long number;

	spin_lock(&session->lock);
	WRITE_ONCE(session->ended, true);
	spin_unlock(&session->lock);
	xa_for_each(&session->handles, number, handle) {
		kreg_handle_close(handle);
		cond_resched();
	}
	xa_destroy(&session->handles);
	atomic_sub(atomic_read(&session->count), &handle_count);
	kreg_job_forget(session);
	detach(session);
}

/**
 * kreg_session_find() - find the session of a socket
 * @sk: socket, of the request being handled
 * @portid: of @sk
 *
 * Context: Process context.
 * Return: the session with a reference taken, or NULL.
 */
struct kreg_session *kreg_session_find(struct sock *sk, u32 portid)
{
	struct kreg_session *session;

	rcu_read_lock();
	session = find(sk, portid);
	if (session && !refcount_inc_not_zero(&session->refs))
		session = NULL;
	rcu_read_unlock();
	return session;
}

/**
 * kreg_session_open() - find the session of a socket, or begin one
 * @sk: socket, of the request being handled
 * @portid: of @sk
 *
 * Context: Process context, may sleep.
 * Return: the session with a reference taken, or -ENOMEM.
 */
struct kreg_session *kreg_session_open(struct sock *sk, u32 portid)
{
	struct kreg_session *session, *fresh;

	session = kreg_session_find(sk, portid);
	if (session)
		return session;
	fresh = create(sk, portid);
	if (IS_ERR(fresh))
		return fresh;

	spin_lock(&sessions_lock);
	session = find(sk, portid);
	if (!session) {
		hash_add_rcu(sessions, &fresh->node, portid);
		session = fresh;
		fresh = NULL;
	}
	refcount_inc(&session->refs);
	spin_unlock(&sessions_lock);
	if (fresh)
		detach(fresh);
	return session;
}

/**
 * kreg_session_add() - give a handle its number
 * @session: session
 * @handle: handle, belongs to the session when this succeeds
 * @number: where to put the number
 *
 * Context: Process context, may sleep.
 * Return: 0, -EMFILE when the session holds too many, or -ENOMEM.
 */
int kreg_session_add(struct kreg_session *session, struct kreg_handle *handle,
		     u32 *number)
{
	int err;

	if (atomic_inc_return(&session->count) > KREG_SESSION_HANDLES) {
		atomic_dec(&session->count);
		return -EMFILE;
	}
	err = xa_alloc_cyclic(&session->handles, number, handle, xa_limit_31b,
			      &session->next, GFP_KERNEL_ACCOUNT);
	if (err < 0) {
		atomic_dec(&session->count);
		return err;
	}
	atomic_inc(&handle_count);
	return 0;
}

/**
 * kreg_session_remove() - take a handle out of its session
 * @sk: socket
 * @portid: of @sk
 * @number: of the handle
 *
 * Context: Process context.
 * Return: the handle, now the caller's, or NULL.
 */
struct kreg_handle *kreg_session_remove(struct sock *sk, u32 portid, u32 number)
{
	struct kreg_handle *handle = NULL;
	struct kreg_session *session;

	rcu_read_lock();
	session = find(sk, portid);
	if (session)
		handle = xa_erase(&session->handles, number);
	if (handle) {
		atomic_dec(&session->count);
		atomic_dec(&handle_count);
	}
	rcu_read_unlock();
	return handle;
}

/**
 * kreg_session_key() - get the key behind a handle
 * @sk: socket
 * @portid: of @sk
 * @number: of the handle
 * @access: where to put what was granted
 *
 * Context: Process context.
 * Return: the key with a reference taken, or NULL.
 */
struct kreg_key *kreg_session_key(struct sock *sk, u32 portid, u32 number,
				  u32 *access)
{
	struct kreg_session *session;
	struct kreg_handle *handle;
	struct kreg_key *key = NULL;

	rcu_read_lock();
	session = find(sk, portid);
	handle = session ? xa_load(&session->handles, number) : NULL;
	if (handle)
		key = kreg_handle_try_key(handle, access);
	rcu_read_unlock();
	return key;
}

/**
 * kreg_session_ended() - is the socket closed?
 * @session: session
 *
 * Context: Any.
 * Return: whether it is.
 */
bool kreg_session_ended(const struct kreg_session *session)
{
	return READ_ONCE(session->ended);
}

/**
 * kreg_session_notify() - send a message to the socket of a session
 * @session: session
 * @skb: message, consumed
 *
 * It is put into the queue of the pinned socket: sent to its port it could
 * reach another socket that has the port by now. Where the queue is full the
 * reader is told as netlink does it, by ENOBUFS.
 *
 * Context: Process context.
 */
void kreg_session_notify(struct kreg_session *session, struct sk_buff *skb)
{
	struct sock *sk = session->sk;
	int err = -ECONNREFUSED;

	spin_lock(&session->lock);
	if (!session->ended)
		err = sock_queue_rcv_skb(sk, skb);
	if (err == -ENOMEM || err == -ENOBUFS) {
		WRITE_ONCE(sk->sk_err, ENOBUFS);
		sk_error_report(sk);
	}
	spin_unlock(&session->lock);
	if (err)
		kfree_skb(skb);
}

/**
 * kreg_session_status() - count sessions and handles
 * @status: where to put the numbers
 *
 * Context: Any.
 */
void kreg_session_status(struct kreg_session_status *status)
{
	status->sessions = atomic_read(&session_count);
	status->handles = atomic_read(&handle_count);
}

/* Take a dead session of this port out of the table, one at a time. */
static struct kreg_session *take_dead(const struct netlink_notify *notify)
{
	struct kreg_session *session;

	spin_lock(&sessions_lock);
	hash_for_each_possible(sessions, session, node, notify->portid)
		if (session->portid == notify->portid &&
		    sock_net(session->sk) == notify->net &&
		    sock_flag(session->sk, SOCK_DEAD)) {
			hash_del_rcu(&session->node);
			break;
		}
	spin_unlock(&sessions_lock);
	return session;
}

static int socket_closed(struct notifier_block *block, unsigned long event,
			 void *data)
{
	const struct netlink_notify *notify = data;
	struct kreg_session *session;

	if (event != NETLINK_URELEASE || notify->protocol != NETLINK_GENERIC)
		return NOTIFY_DONE;
	while ((session = take_dead(notify)))
		end(session);
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = socket_closed,
};

/**
 * kreg_session_init() - watch for sockets that are closed
 *
 * Context: Process context, may sleep.
 * Return: 0 or a negative errno.
 */
int __init kreg_session_init(void)
{
	return netlink_register_notifier(&notifier);
}

/**
 * kreg_session_exit() - end all sessions; no request is handled any more
 *
 * Context: Process context, may sleep.
 */
void kreg_session_exit(void)
{
	struct kreg_session *session;
	struct hlist_node *next;
	int bucket;

	netlink_unregister_notifier(&notifier);
	hash_for_each_safe(sessions, bucket, next, session, node) {
		hash_del_rcu(&session->node);
		end(session);
	}
}
