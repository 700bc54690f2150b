package io.slipway.packages.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.memory.MemoryRegistry;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.StoreBlob;
import io.slipway.packages.feed.PublishPackage.NamedFile;
import io.slipway.packages.feed.PublishPackage.Published;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublishPackageTest {
    private static final SpaceName SPACE = SpaceName.DEFAULT;
    private static final PackageId ID = new PackageId("Acme.Web");
    private static final PackageVersion VERSION = new PackageVersion("1.2.0+5");
    private static final RepositoryName REPOSITORY = ID.repository(SPACE);
    private static final String FILE = "Acme.Web.1.2.0.zip";

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Packages packages = new Packages(registry.manifests(), new MemoryPackageListing(registry));
    private final PublishPackage publish = new PublishPackage(
            packages,
            registry.manifests(),
            new Blobs(registry.blobLinks(), registry.blobObjects(), registry.clock()),
            new StoreBlob(registry.uploads(), registry.uploadObjects()),
            new PackageCheck(registry.blobBytes()),
            registry.clock());

    @Test
    void a_published_version_keeps_its_spelling() {
        NamedFile file = publish.store(REPOSITORY, FILE, zip("content"));
        Published published = publish.publish(SPACE, ID, VERSION, file, false);
        assertThat(published.created()).isTrue();
        StoredPackage stored =
                packages.find(SPACE, new PackageId("acme.web"), VERSION).orElseThrow();
        assertThat(stored).isEqualTo(published.stored());
        assertThat(stored.id()).isEqualTo(ID);
        assertThat(stored.version()).isEqualTo(VERSION);
        assertThat(stored.file()).isEqualTo(new PackageFile(FILE, digest(zip("content")), zip("content").length));
        assertThat(packages.versions(SPACE, ID)).containsExactly(stored);
        assertThat(packages.find(SPACE, ID, new PackageVersion("1.2.0"))).isEmpty();
    }

    @Test
    void publishing_the_same_bytes_again_returns_the_existing_version() {
        NamedFile file = publish.store(REPOSITORY, FILE, zip("content"));
        Published first = publish.publish(SPACE, ID, VERSION, file, false);
        Published second = publish.publish(SPACE, ID, VERSION, file, false);
        assertThat(second).isEqualTo(new Published(first.stored(), false));
    }

    @Test
    void different_bytes_of_a_version_are_refused_unless_replacement_is_requested() {
        publish.publish(SPACE, ID, VERSION, publish.store(REPOSITORY, FILE, zip("old")), false);
        NamedFile other = publish.store(REPOSITORY, FILE, zip("new"));
        assertRefused(
                ErrorCode.CONFLICT,
                "Acme.Web 1.2.0+5 exists already with other bytes",
                () -> publish.publish(SPACE, ID, VERSION, other, false));
        assertThat(publish.publish(SPACE, ID, VERSION, other, true).created()).isTrue();
        assertThat(packages.versions(SPACE, ID))
                .extracting(stored -> stored.file().digest())
                .containsExactly(digest(zip("new")));
    }

    @Test
    void an_uploaded_file_is_checked_before_it_is_published() {
        byte[] garbage = "not a zip".getBytes(StandardCharsets.UTF_8);
        registry.land(
                REPOSITORY,
                digest(garbage),
                garbage,
                SessionId.next(registry.clock().instant(), SpaceName.DEFAULT));
        assertRefused(
                ErrorCode.REQUEST_INVALID,
                "the package Acme.Web.1.2.0.zip is refused: it must be a zip",
                () -> publish.publish(SPACE, ID, VERSION, new NamedFile(FILE, digest(garbage)), false));
        assertThat(packages.versions(SPACE, ID)).isEmpty();
        registry.land(
                REPOSITORY,
                digest(zip("landed")),
                zip("landed"),
                SessionId.next(registry.clock().instant(), SpaceName.DEFAULT));
        assertThat(publish.publish(SPACE, ID, VERSION, new NamedFile(FILE, digest(zip("landed"))), false)
                        .created())
                .isTrue();
    }

    @Test
    void a_small_file_that_is_not_an_archive_is_not_stored() {
        assertRefused(ErrorCode.REQUEST_INVALID, "but has 0 bytes", () -> publish.store(REPOSITORY, FILE, new byte[0]));
        assertRefused(
                ErrorCode.BLOB_UNKNOWN,
                "upload it first",
                () -> publish.publish(SPACE, ID, VERSION, new NamedFile(FILE, digest(new byte[0])), false));
    }

    @Test
    void a_file_must_be_in_the_packages_own_repository() {
        publish.store(RepositoryName.parse("packages/other"), FILE, zip("content"));
        assertRefused(
                ErrorCode.BLOB_UNKNOWN,
                "packages/acme.web does not have " + digest(zip("content")) + ": upload it first",
                () -> publish.publish(SPACE, ID, VERSION, new NamedFile(FILE, digest(zip("content"))), false));
        assertRefused(
                ErrorCode.NAME_UNKNOWN,
                "nowhere",
                () -> publish.publish(
                        new SpaceName("nowhere"), ID, VERSION, new NamedFile(FILE, digest(zip("content"))), false));
    }

    @Test
    void of_many_concurrent_publishers_of_a_version_only_one_succeeds() throws Exception {
        List<Callable<Boolean>> publishers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NamedFile file = publish.store(REPOSITORY, FILE, zip("content " + i));
            publishers.add(() -> {
                try {
                    return publish.publish(SPACE, ID, VERSION, file, false).created();
                } catch (RegistryException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                    return false;
                }
            });
        }
        int created = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(publishers.size())) {
            for (Future<Boolean> result : threads.invokeAll(publishers)) {
                created += result.get() ? 1 : 0;
            }
        }
        assertThat(created).isEqualTo(1);
        assertThat(packages.versions(SPACE, ID)).hasSize(1);
    }

    private static void assertRefused(ErrorCode code, String message, ThrowingCallable call) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] zip(String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("content.txt");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }
}
