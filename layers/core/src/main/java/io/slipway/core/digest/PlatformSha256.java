package io.slipway.core.digest;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * The JDK's SHA-256, which uses the processor's instructions. Its state is in private fields, so the JVM must be started with
 * {@code --add-opens=java.base/sun.security.provider=ALL-UNNAMED}; without it, or with a JDK that is built otherwise, there is no {@link #access}.
 */
final class PlatformSha256 implements ResumableHash {
    private static final Optional<Access> ACCESS = Access.find();

    private final Access access;
    private final Object hash;

    private PlatformSha256(Access access, Object hash) {
        this.access = access;
        this.hash = hash;
    }

    /** Returns the access to the JDK's hash, if it is open and its results equal those of Bouncy Castle. */
    static Optional<Access> access() {
        return ACCESS;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        access.call(() -> access.update.invoke(hash, bytes, offset, length));
    }

    @Override
    public byte[] state() {
        return access.call(() -> {
            byte[] pending = Arrays.copyOf((byte[]) access.pending.get(hash), access.pendingLength.getInt(hash));
            return new Sha256State((int[]) access.words.get(hash), access.count.getLong(hash), pending).encode();
        });
    }

    @Override
    public byte[] digest() {
        return (byte[]) access.call(() -> access.digest.invoke(hash));
    }

    /** The members of the JDK's class. */
    static final class Access {
        private final Constructor<?> begin;
        private final Method update;
        private final Method digest;
        private final Field words;
        private final Field count;
        private final Field pending;
        private final Field pendingLength;

        private Access() throws ReflectiveOperationException {
            Class<?> type = Class.forName("sun.security.provider.SHA2$SHA256");
            Class<?> family = type.getSuperclass();
            Class<?> base = family.getSuperclass();
            begin = type.getDeclaredConstructor();
            update = base.getDeclaredMethod("engineUpdate", byte[].class, int.class, int.class);
            digest = base.getDeclaredMethod("engineDigest");
            words = family.getDeclaredField("state");
            count = base.getDeclaredField("bytesProcessed");
            pending = base.getDeclaredField("buffer");
            pendingLength = base.getDeclaredField("bufOfs");
            for (var member : new java.lang.reflect.AccessibleObject[] {
                begin, update, digest, words, count, pending, pendingLength
            }) {
                member.setAccessible(true);
            }
        }

        private static Optional<Access> find() {
            try {
                Access access = new Access();
                return access.isRight() ? Optional.of(access) : Optional.empty();
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }

        /** Compares states and digests of both hashes on bytes that end within a block, within a word and at the end of a block. */
        private boolean isRight() {
            byte[] bytes = new byte[3 * Sha256State.BLOCK];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 7);
            }
            PlatformSha256 ours = begin();
            SHA256Digest theirs = new SHA256Digest();
            int end = 0;
            for (int length : new int[] {Sha256State.BLOCK + 7, 1, Sha256State.BLOCK - 8, Sha256State.BLOCK - 1}) {
                ours.update(bytes, end, length);
                theirs.update(bytes, end, length);
                end += length;
                byte[] state = theirs.getEncodedState();
                if (!Arrays.equals(ours.state(), state)) {
                    return false;
                }
                ours = resume(state);
            }
            byte[] expected = new byte[theirs.getDigestSize()];
            theirs.doFinal(expected, 0);
            return Arrays.equals(ours.digest(), expected);
        }

        PlatformSha256 begin() {
            return new PlatformSha256(this, call(begin::newInstance));
        }

        PlatformSha256 resume(byte[] encoded) {
            Sha256State state = Sha256State.decode(encoded);
            PlatformSha256 hash = begin();
            call(() -> {
                System.arraycopy(state.words(), 0, (int[]) words.get(hash.hash), 0, Sha256State.WORDS);
                System.arraycopy(state.pending(), 0, (byte[]) pending.get(hash.hash), 0, state.pending().length);
                pendingLength.setInt(hash.hash, state.pending().length);
                count.setLong(hash.hash, state.count());
                return hash;
            });
            return hash;
        }

        private <T> T call(Reflective<T> member) {
            try {
                return member.call();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the JDK's SHA-256 failed", e);
            }
        }
    }

    private interface Reflective<T> {
        T call() throws ReflectiveOperationException;
    }
}
