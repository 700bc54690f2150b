package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The gate refuses writes that do not fit on the disk, before it writes anything, as a service does that is unavailable. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class GateDiskTest {
    private static final long MIB = 1024 * 1024;
    private static final String FULL = "ServiceUnavailable";

    private final AtomicLong free = new AtomicLong();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private GatedAccount account;
    private GateCalls calls;
    private AccessKey writer;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        free.set(100 * MIB);
        account = new GatedAccount(folder, new DiskSpace(Path.of("/data"), free::get, log::add));
        calls = new GateCalls(account);
        writer = account.key("Writer");
    }

    @AfterAll
    void close() {
        account.close();
    }

    @BeforeEach
    void clear() {
        free.set(100 * MIB);
        log.clear();
    }

    @Test
    void an_object_must_leave_64_mib_free() {
        calls.putObject(writer, "blobs/before", "content");
        free.set(64 * MIB);
        assertThat(GateCalls.refusal(() -> calls.putObject(writer, "blobs/new", "x")))
                .isEqualTo(FULL);
        assertThat(calls.get(account.key("Reader"), "blobs/before")).isEqualTo("content");
        calls.delete(writer, "blobs/before");
        free.set(64 * MIB + 1);
        calls.putObject(writer, "blobs/new", "x");
        assertThat(calls.get(account.key("Reader"), "blobs/new")).isEqualTo("x");
    }

    @Test
    void a_copy_needs_the_size_of_its_source() {
        calls.putObject(writer, "blobs/source", "x".repeat(1000));
        free.set(64 * MIB + 999);
        assertThat(GateCalls.refusal(() -> calls.copy(writer, "blobs/source", "blobs/copy")))
                .isEqualTo(FULL);
        free.set(64 * MIB + 1000);
        calls.copy(writer, "blobs/source", "blobs/copy");
        assertThat(calls.get(account.key("Reader"), "blobs/copy")).hasSize(1000);
    }

    @Test
    void the_object_of_an_upload_needs_the_size_of_all_parts() {
        int part = (int) (5 * MIB);
        try (S3Client s3 = account.s3(writer)) {
            String upload = s3.createMultipartUpload(
                            request -> request.bucket(GatedAccount.BUCKET).key("blobs/parts"))
                    .uploadId();
            List<CompletedPart> parts = List.of(1, 2).stream()
                    .map(number -> CompletedPart.builder()
                            .partNumber(number)
                            .eTag(s3.uploadPart(
                                            request -> request.bucket(GatedAccount.BUCKET)
                                                    .key("blobs/parts")
                                                    .uploadId(upload)
                                                    .partNumber(number),
                                            RequestBody.fromBytes(new byte[part]))
                                    .eTag())
                            .build())
                    .toList();
            GateCalls.Call complete = () -> s3.completeMultipartUpload(request -> request.bucket(GatedAccount.BUCKET)
                    .key("blobs/parts")
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
            free.set(74 * MIB - 1);
            assertThat(GateCalls.refusal(complete)).isEqualTo(FULL);
            free.set(74 * MIB);
            assertThat(GateCalls.refusal(complete)).isEmpty();
            assertThat(calls.get(account.key("Reader"), "blobs/parts")).hasSize(2 * part);
        }
    }

    @Test
    void a_record_must_leave_16_mib_free() {
        free.set(16 * MIB);
        calls.put(writer, "REPO#disk");
        free.set(16 * MIB - 1);
        assertThat(GateCalls.refusal(() -> calls.put(writer, "REPO#disk"))).isEqualTo(FULL);
        calls.read(writer, "REPO#disk");
    }

    @Test
    void the_error_says_what_must_be_free_and_what_is_and_only_the_first_is_logged() {
        free.set(12 * MIB);
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> calls.put(writer, "REPO#disk"))
                .satisfies(e -> {
                    assertThat(e.statusCode()).isEqualTo(503);
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("the disk of /data must have 16 MiB free, but has 12 MiB;"
                                    + " free some space, then try again");
                });
        GateCalls.refusal(() -> calls.putObject(writer, "blobs/new", "x"));
        assertThat(log).singleElement().asString().contains("must have 16 MiB free, but has 12 MiB");
    }
}
