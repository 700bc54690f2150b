package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.upload.FirstChunk;
import io.slipway.core.upload.FirstChunkKey;
import io.slipway.core.upload.UploadObjects;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link UploadObjects}. */
public abstract class UploadObjectsContract extends RegistryContract {
    private final String session = fresh("session-");
    private final String key = "blobs/default/" + session;

    private UploadObjects objects() {
        return ports().uploadObjects();
    }

    @Test
    void a_tail_is_kept_until_it_is_deleted() {
        String tail = objects().putTail(session, bytes("tail and more"), 4);
        assertThat(objects().getTail(tail)).isEqualTo(bytes("tail"));
        assertThat(objects().putTail(session, bytes("tail"), 4))
                .as("a key of its own")
                .isNotEqualTo(tail);
        objects().copyTail(tail, key);
        assertThat(objects().getTail(tail)).isEqualTo(bytes("tail"));
        objects().deleteTail(tail);
        objects().deleteTail(tail);
        assertThat(ports().object(tail)).isEmpty();
        assertThat(ports().object(key)).hasValue(bytes("tail"));
    }

    @Test
    void a_first_chunk_is_not_deleted_like_a_tail_when_bytes_follow() {
        String first = FirstChunkKey.PREFIX + "20000/default/" + session;
        assertThat(objects().first(first)).isEmpty();
        assertThat(objects().putFirst(first, bytes("first"), Optional.of(digest("first"))))
                .isTrue();
        assertThat(objects().first(first)).contains(new FirstChunk(digest("first"), 5));
        assertThat(objects().putFirst(first, bytes("other"), Optional.of(digest("other"))))
                .isFalse();
        assertThat(objects().putFirst(first, new byte[0], Optional.empty())).isFalse();
        assertThat(objects().first(first)).contains(new FirstChunk(digest("first"), 5));
        assertThat(objects().getTail(first)).isEqualTo(bytes("first"));
        objects().deleteTail(first);
        assertThat(ports().object(first)).hasValue(bytes("first"));
    }

    @Test
    void a_mark_prevents_a_first_chunk_from_being_written() {
        String first = FirstChunkKey.PREFIX + "20000/default/" + session;
        assertThat(objects().putFirst(first, new byte[0], Optional.empty())).isTrue();
        assertThat(objects().putFirst(first, bytes("first"), Optional.of(digest("first"))))
                .isFalse();
        assertThat(objects().first(first)).isEmpty();
    }

    @Test
    void a_whole_blob_is_stored_in_one_call() {
        objects().put(key, bytes("whole and more"), 5);
        assertThat(ports().object(key)).hasValue(bytes("whole"));
    }

    @Test
    void parts_are_combined_in_their_order() {
        byte[] first = new byte[UploadObjects.MIN_PART];
        Arrays.fill(first, (byte) 1);
        String multipart = objects().beginParts(key);
        String two = objects().putPart(key, multipart, 2, bytes("the end"), 3);
        String one = objects().putPart(key, multipart, 1, first, first.length);
        assertThat(ports().object(key)).as("not before it is completed").isEmpty();
        long size = first.length + 3L;
        objects().complete(key, multipart, List.of(one, two), size);
        byte[] expected = Arrays.copyOf(first, first.length + 3);
        System.arraycopy(bytes("the"), 0, expected, first.length, 3);
        assertThat(ports().object(key)).hasValue(expected);
        objects().complete(key, multipart, List.of(one, two), size);
        assertThat(ports().object(key)).as("repeated").hasValue(expected);
    }

    @Test
    void an_abandoned_multipart_upload_leaves_nothing() {
        String multipart = objects().beginParts(key);
        String one = objects().putPart(key, multipart, 1, bytes("part"), 4);
        objects().abort(key, multipart);
        objects().abort(key, multipart);
        assertThatThrownBy(() -> objects().complete(key, multipart, List.of(one), 4))
                .isInstanceOf(RuntimeException.class);
        assertThat(ports().object(key)).isEmpty();
    }
}
