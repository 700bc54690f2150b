package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link BlobLinks}. */
public abstract class BlobLinksContract extends RegistryContract {
    private static final Digest DIGEST = digest("blob");

    private BlobLinks links() {
        return ports().blobLinks();
    }

    private String upload() {
        return SessionId.next(ports().clock().instant(), SpaceName.DEFAULT);
    }

    private static Landed landed(String upload) {
        return new Landed(blob("landed"), upload);
    }

    private void delete(RepositoryName name) {
        push(name, "first");
        String generation = ports().deletions().begin(name).orElseThrow();
        while (ports().deletions().clearSome(name, generation) > 0) {}
        ports().deletions().finish(name, generation);
    }

    @Test
    void a_link_belongs_to_one_repository() {
        RepositoryName name = repository();
        assertThat(links().find(name, DIGEST)).isEqualTo(BlobLink.ABSENT);
        links().link(name, DIGEST, blob("one"));
        assertThat(links().find(name, DIGEST).blob()).contains(blob("one"));
        assertThat(links().find(repository(), DIGEST)).isEqualTo(BlobLink.ABSENT);
        links().link(name, DIGEST, blob("again"));
        assertThat(links().find(name, DIGEST).blob()).as("the first stays").contains(blob("one"));
    }

    @Test
    void many_links_are_read_together() {
        RepositoryName name = repository();
        List<Digest> digests =
                IntStream.range(0, 230).mapToObj(i -> digest("blob-" + i)).toList();
        for (int i = 0; i < 230; i += 23) {
            links().link(name, digests.get(i), blob("b" + i));
        }
        assertThat(links().findAll(name, digests))
                .hasSize(10)
                .hasEntrySatisfying(
                        digests.get(23), link -> assertThat(link.blob()).contains(blob("b23")));
        assertThat(links().findAll(name, List.of(digests.get(23), digests.get(23))))
                .hasSize(1);
        assertThat(links().findAll(name, List.of())).isEmpty();
    }

    @Test
    void many_blobs_are_linked_together() {
        RepositoryName name = repository();
        Map<Digest, StoredBlob> blobs = new HashMap<>();
        IntStream.range(0, 120).forEach(i -> blobs.put(digest("blob-" + i), blob("b" + i)));
        links().linkAll(name, blobs);
        links().linkAll(name, blobs);
        links().linkAll(name, Map.of());
        assertThat(links().findAll(name, List.copyOf(blobs.keySet())))
                .hasSize(120)
                .hasEntrySatisfying(
                        digest("blob-119"), link -> assertThat(link.blob()).contains(blob("b119")));
    }

    @Test
    void a_repository_shares_the_blobs_that_it_serves() {
        RepositoryName from = repository();
        RepositoryName to = new RepositoryName(from.space(), from.path() + "/shared");
        Map<Digest, StoredBlob> blobs = new HashMap<>();
        IntStream.range(0, 60).forEach(i -> blobs.put(digest("blob-" + i), blob("b" + i)));
        links().linkAll(from, blobs);
        assertThat(links().share(from, to, blobs)).isTrue();
        assertThat(links().share(from, to, blobs)).as("again").isTrue();
        assertThat(links().findAll(to, List.copyOf(blobs.keySet()))).hasSize(60);
    }

    @Test
    void a_repository_shares_no_blob_that_it_no_longer_serves() {
        RepositoryName from = repository();
        RepositoryName to = new RepositoryName(from.space(), from.path() + "/shared");
        links().link(from, DIGEST, blob("one"));
        assertThat(links().share(from, to, Map.of(digest("other"), blob("other"))))
                .isFalse();
        assertThat(links().share(from, to, Map.of(DIGEST, blob("another"))))
                .as("other bytes than those of the link")
                .isFalse();
        assertThat(links().unlink(from, DIGEST, links().find(from, DIGEST), List.of()))
                .isTrue();
        assertThat(links().share(from, to, Map.of(DIGEST, blob("one")))).isFalse();
        assertThat(links().find(to, DIGEST)).isEqualTo(BlobLink.ABSENT);
    }

    @Test
    void a_landed_blob_is_linked_once() {
        RepositoryName name = repository();
        Landed landed = landed(upload());
        links().linkLanded(name, DIGEST, landed, BlobLink.ABSENT);
        assertThat(links().find(name, DIGEST).blob()).contains(landed.blob());
        RepositoryName linked = repository();
        links().link(linked, DIGEST, blob("other"));
        assertThat(links().linkLanded(linked, DIGEST, landed, BlobLink.ABSENT)).isFalse();
        assertThat(links().find(linked, DIGEST).blob()).as("it had a link").contains(blob("other"));
    }

    @Test
    void an_upload_links_only_one_blob() {
        RepositoryName name = repository();
        Landed landed = landed(upload());
        Digest other = digest("another blob");
        assertThat(links().isCurrent(name, other, landed)).isTrue();
        assertThat(links().linkLanded(name, DIGEST, landed, BlobLink.ABSENT)).isTrue();
        assertThat(links().linkLanded(name, DIGEST, landed, BlobLink.ABSENT))
                .as("the event is delivered twice")
                .isTrue();
        assertThat(links().linkLanded(name, other, landed, BlobLink.ABSENT)).isFalse();
        assertThat(links().find(name, other)).isEqualTo(BlobLink.ABSENT);
        assertThat(links().isCurrent(name, other, landed)).isFalse();
        assertThat(links().isCurrent(name, DIGEST, landed)).isTrue();
    }

    @Test
    void a_deletion_hides_the_landed_upload_that_it_saw() {
        RepositoryName name = repository();
        Landed landed = landed(upload());
        assertThat(links().unlink(name, DIGEST, BlobLink.ABSENT, List.of(landed)))
                .isTrue();
        BlobLink deleted = links().find(name, DIGEST);
        assertThat(deleted.blob()).isEmpty();
        assertThat(deleted.lets(landed)).isFalse();
        assertThat(deleted.lets(landed(upload()))).isTrue();
        links().linkLanded(name, DIGEST, landed, BlobLink.ABSENT);
        assertThat(links().find(name, DIGEST))
                .as("the record was read before the deletion")
                .isEqualTo(deleted);
        links().link(name, DIGEST, blob("pushed"));
        assertThat(links().find(name, DIGEST).lets(landed))
                .as("the mark outlives links")
                .isFalse();
    }

    @Test
    void a_link_is_removed_once() {
        RepositoryName name = repository();
        assertThat(links().unlink(name, DIGEST, BlobLink.ABSENT, List.of())).isFalse();
        links().link(name, DIGEST, blob("one"));
        BlobLink seen = links().find(name, DIGEST);
        assertThat(links().unlink(name, DIGEST, seen, List.of())).isTrue();
        assertThat(links().find(name, DIGEST).blob()).isEmpty();
        assertThat(links().unlink(name, DIGEST, seen, List.of())).isFalse();
    }

    @Test
    void a_deletion_that_saw_an_older_mark_changes_nothing() {
        RepositoryName name = repository();
        Landed first = landed(upload());
        Landed second = landed(upload());
        links().unlink(name, DIGEST, BlobLink.ABSENT, List.of(first));
        links().link(name, DIGEST, blob("pushed"));
        assertThat(links().unlink(name, DIGEST, BlobLink.ABSENT, List.of(second)))
                .isFalse();
        assertThat(links().find(name, DIGEST).blob()).contains(blob("pushed"));
        assertThat(links().unlink(name, DIGEST, links().find(name, DIGEST), List.of(second)))
                .isTrue();
    }

    @Test
    void an_upload_that_began_before_its_repository_was_deleted_is_not_current() {
        RepositoryName name = repository();
        Landed before = landed(upload());
        assertThat(links().isCurrent(name, DIGEST, before)).isTrue();
        ports().clock().advance(Duration.ofMillis(1));
        delete(name);
        ports().clock().advance(Duration.ofMillis(1));
        assertThat(links().isCurrent(name, DIGEST, before)).isFalse();
        assertThat(links().isCurrent(name, DIGEST, landed("an id of another registry")))
                .isFalse();
        links().linkLanded(name, DIGEST, before, BlobLink.ABSENT);
        assertThat(links().find(name, DIGEST)).isEqualTo(BlobLink.ABSENT);
        Landed after = landed(upload());
        assertThat(links().isCurrent(name, DIGEST, after)).isTrue();
        links().linkLanded(name, DIGEST, after, BlobLink.ABSENT);
        assertThat(links().find(name, DIGEST).blob()).contains(after.blob());
    }

    @Test
    void a_blob_of_the_space_is_linked_while_some_repository_serves_it() {
        SpaceName space = space();
        RepositoryName base = new RepositoryName(space, "base");
        RepositoryName app = new RepositoryName(space, "app");
        Digest digest = digest(space + " blob");
        assertThat(links().linkFromSpace(app, digest, Instant.EPOCH)).isFalse();
        links().link(base, digest, blob("base"));
        assertThat(links().linkFromSpace(app, digest, Instant.EPOCH)).isTrue();
        assertThat(links().find(app, digest).blob()).contains(blob("base"));
        assertThat(links().linkFromSpace(new RepositoryName(space(), "app"), digest, Instant.EPOCH))
                .as("another space")
                .isFalse();
        links().unlink(base, digest, links().find(base, digest), List.of());
        assertThat(links().linkFromSpace(new RepositoryName(space, "late"), digest, Instant.EPOCH))
                .as("deleted in the repository that pushed it")
                .isFalse();
    }

    @Test
    void a_repository_does_not_revive_its_own_deleted_blob() {
        SpaceName space = space();
        RepositoryName name = new RepositoryName(space, "app");
        Digest digest = digest(space + " blob");
        links().link(name, digest, blob("one"));
        assertThat(links().linkFromSpace(name, digest, Instant.EPOCH))
                .as("linked again")
                .isTrue();
        links().unlink(name, digest, links().find(name, digest), List.of());
        assertThat(links().linkFromSpace(name, digest, Instant.EPOCH)).isFalse();
        assertThat(links().find(name, digest).blob()).isEmpty();
    }

    @Test
    void a_blob_of_an_older_space_of_the_name_is_not_linked() {
        SpaceName space = space();
        Digest digest = digest(space + " blob");
        links().link(new RepositoryName(space, "base"), digest, new StoredBlob("old", 3));
        RepositoryName app = new RepositoryName(space, "app");
        Instant later = ports().clock().instant().plusSeconds(1);
        assertThat(links().linkFromSpace(app, digest, later)).isFalse();
        assertThat(links().linkFromSpace(app, digest, ports().clock().instant()))
                .isTrue();
    }
}
