package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import org.junit.jupiter.api.Test;

/** The contract of {@link BlobObjects}. */
public abstract class BlobObjectsContract extends RegistryContract {
    private BlobObjects objects() {
        return ports().blobObjects();
    }

    private LandingDay today() {
        return LandingDay.of(ports().clock().instant());
    }

    @Test
    void a_landed_blob_is_found_only_in_its_repository() {
        RepositoryName name = repository();
        byte[] content = bytes("landed");
        Digest digest = digest(content);
        assertThat(objects().landed(name, digest, today())).isEmpty();
        ports().land(name, digest, content, "session");
        Landed landed = objects().landed(name, digest, today()).orElseThrow();
        assertThat(landed.upload()).isEqualTo("session");
        assertThat(landed.blob().size()).isEqualTo(content.length);
        assertThat(ports().object(landed.blob().key())).hasValue(content);
        assertThat(objects().landed(repository(), digest, today())).isEmpty();
        assertThat(objects().landed(name, Digest.of(DigestAlgorithm.SHA512, content), today()))
                .isEmpty();
    }

    @Test
    void a_presigned_url_serves_the_bytes() {
        RepositoryName name = repository();
        byte[] content = bytes("served");
        ports().land(name, digest(content), content, "session");
        StoredBlob blob =
                objects().landed(name, digest(content), today()).orElseThrow().blob();
        assertThat(ports().get(objects().presignedGet(blob, digest(content)).bucket()))
                .isEqualTo(content);
        assertThat(objects().presignedHead(blob, digest(content)).path()).contains(blob.key());
        assertThat(objects().presignedGet(blob, digest(content)).toString())
                .as("never the signature")
                .doesNotContain("?");
    }

    @Test
    void a_presigned_upload_stores_the_bytes_of_its_digest_and_no_others() {
        RepositoryName name = repository();
        byte[] content = bytes("uploaded");
        String session = SessionId.next(ports().clock().instant(), SpaceName.DEFAULT);
        PresignedUpload upload = objects().presignedPut(name, digest(content), session);
        assertThat(ports().put(upload, bytes("others!!"))).isFalse();
        assertThat(objects().landed(name, digest(content), today())).isEmpty();
        assertThat(ports().put(upload, content)).isTrue();
        assertThat(objects().landed(name, digest(content), today()))
                .map(Landed::upload)
                .contains(session);
    }
}
