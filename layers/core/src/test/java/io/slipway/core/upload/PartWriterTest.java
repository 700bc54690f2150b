package io.slipway.core.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartWriterTest {
    private static final int MIB = 1024 * 1024;
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final UploadSession FRESH =
            new UploadSession("session", 0, Map.of(), Optional.empty(), List.of(), Optional.empty(), "");

    private final Memory objects = new Memory();

    @ParameterizedTest
    @ValueSource(
            ints = {1, 5 * MIB - 1, 5 * MIB, 8 * MIB, 13 * MIB - 1, 13 * MIB, 13 * MIB + 1, 21 * MIB + 1, 40 * MIB - 7})
    void a_blob_that_is_sent_in_one_request_and_finished_later_is_stored_unchanged(int size) throws IOException {
        byte[] content = content(size);
        PartWriter first = writer(FRESH);
        first.write(new ByteArrayInputStream(content));
        UploadSession parked = first.park();
        assertThat(parked.offset()).isEqualTo(size);
        assertThat(parked.tail().isPresent())
                .as("only bytes too few for a part are a tail")
                .isEqualTo(size < UploadObjects.MIN_PART);
        PartWriter last = writer(parked);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        last.verify(digest);
        last.complete();
        assertThat(objects.whole).isEqualTo(content);
        assertThat(objects.sizes().stream().limit(Math.max(0, objects.sizes().size() - 1)))
                .as("parts but the last")
                .allMatch(part -> part >= UploadObjects.MIN_PART);
    }

    @Test
    void chunks_of_any_length_are_stored_unchanged() throws IOException {
        byte[] content = content(30 * MIB);
        Random random = new Random(7);
        UploadSession session = FRESH;
        int offset = 0;
        while (offset < content.length) {
            int length = Math.min(content.length - offset, random.nextInt(9 * MIB));
            PartWriter writer = writer(session);
            writer.write(new ByteArrayInputStream(content, offset, length));
            session = writer.park();
            offset += length;
        }
        writer(session).complete();
        assertThat(objects.whole).isEqualTo(content);
    }

    @Test
    void a_failure_to_store_a_part_fails_the_body_that_is_still_being_read() {
        objects.refuses = 2;
        PartWriter writer = writer(FRESH);
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    writer.write(new ByteArrayInputStream(content(40 * MIB)));
                    writer.park();
                })
                .withMessage("refused");
        writer.abandon();
        assertThat(objects.aborted).isTrue();
    }

    private PartWriter writer(UploadSession session) {
        return new PartWriter(objects, APP, session, DigestAlgorithm.SHA256, () -> {});
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** A bucket in memory, with one multipart upload. */
    private static final class Memory implements UploadObjects {
        private final Map<String, byte[]> tails = new HashMap<>();
        private final TreeMap<Integer, byte[]> parts = new TreeMap<>();
        private byte[] whole = {};
        private boolean aborted;
        private int refuses;

        private List<Integer> sizes() {
            return parts.values().stream().map(part -> part.length).toList();
        }

        @Override
        public String putTail(String session, byte[] bytes, int length) {
            String key = "tail" + tails.size();
            tails.put(key, Arrays.copyOf(bytes, length));
            return key;
        }

        @Override
        public byte[] getTail(String key) {
            return tails.getOrDefault(key, new byte[0]).clone();
        }

        @Override
        public void copyTail(String tail, String key) {
            whole = getTail(tail);
        }

        @Override
        public void deleteTail(String key) {
            tails.remove(key);
        }

        @Override
        public String beginParts(String key) {
            return "multipart";
        }

        @Override
        public String putPart(String key, String multipart, int number, byte[] bytes, int length) {
            if (number == refuses) {
                throw new IllegalStateException("refused");
            }
            synchronized (parts) {
                parts.put(number, Arrays.copyOf(bytes, length));
            }
            return "tag" + number;
        }

        @Override
        public void complete(String key, String multipart, List<String> tags, long size) {
            List<String> expected = new ArrayList<>();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach((number, part) -> {
                expected.add("tag" + number);
                all.writeBytes(part);
            });
            assertThat(tags).isEqualTo(expected);
            whole = all.toByteArray();
            assertThat(size).isEqualTo(whole.length);
        }

        @Override
        public void abort(String key, String multipart) {
            aborted = true;
        }

        @Override
        public boolean putFirst(String key, byte[] bytes, Optional<Digest> digest) {
            return false;
        }

        @Override
        public Optional<FirstChunk> first(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, byte[] bytes, int length) {
            whole = Arrays.copyOf(bytes, length);
        }
    }
}
