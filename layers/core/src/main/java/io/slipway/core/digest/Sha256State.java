package io.slipway.core.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A SHA-256 between two bytes, stored in Bouncy Castle's form, numbers in big-endian order: the bytes since the last whole word, padded to 4; their
 * number (4 bytes); the number of all bytes (8); the eight words of the hash; the number of pending words (4), and these; one byte more.
 */
final class Sha256State {
    /** The length of a block in bytes. */
    static final int BLOCK = 64;

    /** The number of words of the hash. */
    static final int WORDS = 8;

    private static final int WORD = 4;
    private static final int LENGTH = WORD + WORD + Long.BYTES + WORDS * WORD + WORD + 1;

    /** The last byte of Bouncy Castle's states: the purpose of the hash, which is not used here. */
    private static final byte LAST = last(new SHA256Digest().getEncodedState());

    private final int[] words;
    private final long count;
    private final byte[] pending;

    /**
     * Creates a state from its parts.
     *
     * @param words the hash of all whole blocks
     * @param count the number of all bytes
     * @param pending the bytes since the last whole block
     */
    Sha256State(int[] words, long count, byte[] pending) {
        if (words.length != WORDS || count < 0 || pending.length != count % BLOCK) {
            throw new IllegalArgumentException(
                    "a state of SHA-256 must have 8 words and the bytes since the last block, but had " + words.length
                            + " words and " + pending.length + " of " + count + " bytes");
        }
        this.words = words;
        this.count = count;
        this.pending = pending;
    }

    static Sha256State decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        if (encoded.length < LENGTH) {
            throw new IllegalArgumentException(
                    "a state of SHA-256 must have " + LENGTH + " bytes or more, but had " + encoded.length);
        }
        byte[] part = new byte[WORD];
        in.get(part);
        int partLength = in.getInt();
        long count = in.getLong();
        int[] words = new int[WORDS];
        Arrays.setAll(words, i -> in.getInt());
        int whole = in.getInt() * WORD;
        if (partLength != Math.floorMod(count, WORD) || whole != encoded.length - LENGTH || whole >= BLOCK) {
            throw new IllegalArgumentException("a state of SHA-256 must have the bytes since the last block, but had "
                    + whole + " and " + partLength + " of " + count);
        }
        byte[] pending = new byte[whole + partLength];
        in.get(pending, 0, whole);
        System.arraycopy(part, 0, pending, whole, partLength);
        return new Sha256State(words, count, pending);
    }

    byte[] encode() {
        int part = pending.length % WORD;
        int whole = pending.length - part;
        ByteBuffer out = ByteBuffer.allocate(LENGTH + whole);
        out.put(Arrays.copyOf(Arrays.copyOfRange(pending, whole, pending.length), WORD));
        out.putInt(part).putLong(count);
        for (int word : words) {
            out.putInt(word);
        }
        return out.putInt(whole / WORD).put(pending, 0, whole).put(LAST).array();
    }

    int[] words() {
        return words;
    }

    long count() {
        return count;
    }

    byte[] pending() {
        return pending;
    }

    private static byte last(byte[] encoded) {
        return encoded[encoded.length - 1];
    }
}
