package io.slipway.emulators;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Makes DynamoDB Local answer a transaction only when its database has committed it.
 *
 * <p>It puts the commit into a queue, releases its lock and answers: a machine that is killed before the queue's turn loses what was
 * acknowledged. Here the lock is released only when the queue is empty, which is when the commit is done. (Single writes wait for
 * theirs by themselves.)
 */
final class CommittedTransactions {
    private CommittedTransactions() {}

    /** Changes this server, a {@code DynamoDBProxyServer} that does not answer requests yet. */
    static void awaitIn(Object server) throws ReflectiveOperationException {
        Object requests = value(value(server, "serverHandler"), "primaryHandler");
        Method handlerOf = requests.getClass().getDeclaredMethod("getHandler", String.class);
        handlerOf.setAccessible(true);
        // There is one database for all callers: the caller's name does not matter.
        Object database = value(handlerOf.invoke(requests, "any"), "dbAccess");
        Object queue = value(database, "queue");
        field(database, "queueLock")
                .set(database, new FlushingLock(queue, queue.getClass().getMethod("flush")));
    }

    private static Object value(Object owner, String name) throws ReflectiveOperationException {
        return field(owner, name).get(owner);
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(owner.getClass() + " has no field " + name);
    }

    /** A lock that is given back for writing only when the database's queue is empty. */
    private static final class FlushingLock extends ReentrantReadWriteLock {
        private static final long serialVersionUID = 1;

        private final transient WriteLock flushing;

        FlushingLock(Object queue, Method flush) {
            flushing = new WriteLock(this) {
                private static final long serialVersionUID = 1;

                @Override
                public void unlock() {
                    try {
                        flush.invoke(queue);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("DynamoDB Local does not commit", e);
                    } finally {
                        super.unlock();
                    }
                }
            };
        }

        @Override
        public WriteLock writeLock() {
            return flushing;
        }
    }
}
