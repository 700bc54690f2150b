package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link BlobBytes}. */
public abstract class BlobBytesContract extends RegistryContract {
    private BlobBytes blobs() {
        return ports().blobBytes();
    }

    @Test
    void a_range_has_exactly_the_bytes_between_its_ends() {
        StoredBlob blob = landed("0123456789");
        assertThat(blobs().read(blob, 0, 1)).isEqualTo(bytes("0"));
        assertThat(blobs().read(blob, 3, 4)).isEqualTo(bytes("3456"));
        assertThat(blobs().read(blob, 9, 1)).isEqualTo(bytes("9"));
        assertThat(blobs().read(blob, 0, 10)).isEqualTo(bytes("0123456789"));
    }

    @Test
    void a_stream_has_all_bytes() throws IOException {
        try (InputStream stream = blobs().open(landed("all of it"))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes("all of it"));
        }
    }

    private StoredBlob landed(String text) {
        RepositoryName name = repository();
        ports().land(name, digest(text), bytes(text), "session");
        return ports().blobObjects()
                .landed(name, digest(text), LandingDay.of(ports().clock().instant()))
                .orElseThrow()
                .blob();
    }
}
