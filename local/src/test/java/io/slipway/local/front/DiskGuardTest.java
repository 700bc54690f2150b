package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.local.gate.DiskSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskGuardTest {
    private static final long MIB = 1024 * 1024;

    private final AtomicLong free = new AtomicLong();
    private final DiskGuard guard = new DiskGuard(new DiskSpace(Path.of("/data"), free::get, line -> {}));

    private boolean refuses(String request, long length) {
        String[] parts = request.split(" ", 2);
        return guard.refuse(new Exchange(
                        parts[0],
                        parts[1],
                        "",
                        Map.of(),
                        InputStream.nullInputStream(),
                        OptionalLong.of(length),
                        "192.0.2.1"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v2/app/blobs/uploads/",
                "PATCH /v2/app/blobs/uploads/1",
                "PUT /v2/app/manifests/1.0",
                "POST /api/packages/raw",
                "POST /api/spaces/default/packages",
                "POST /api/spaces/default/packages/uploads",
                "POST /api/spaces/default/builds"
            })
    void requests_with_content_must_leave_64_mib_free(String request) {
        free.set(65 * MIB);
        assertThat(refuses(request, MIB)).isFalse();
        assertThat(refuses(request, MIB + 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /v2/app/manifests/1.0",
                "DELETE /api/spaces/default/packages/a/versions/1",
                "POST /api/gc",
                "POST /api/spaces/default/builds/1/cancel",
                "PUT /api/spaces/default/retention"
            })
    void deletions_and_other_records_must_leave_16_mib_free(String request) {
        free.set(16 * MIB);
        assertThat(refuses(request, 1000)).isFalse();
        free.set(16 * MIB - 1);
        assertThat(refuses(request, 1000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v2/app/manifests/1.0", "HEAD /v2/app/blobs/1", "POST /token", "POST /api/login/aws"})
    void reads_and_logins_need_no_space(String request) {
        free.set(0);
        assertThat(refuses(request, 1000)).isFalse();
    }

    @Test
    void the_response_has_the_form_of_the_registrys_errors() throws IOException {
        free.set(12 * MIB);
        Answer answer = guard.refuse(new Exchange(
                        "PUT",
                        "/v2/app/manifests/1.0",
                        "",
                        Map.of(),
                        InputStream.nullInputStream(),
                        OptionalLong.empty(),
                        "192.0.2.1"))
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"UNAVAILABLE\",\"message\":\"the disk of /data must have 64 MiB free,"
                                + " but has 12 MiB; free some space, then try again\"}]}");
    }
}
