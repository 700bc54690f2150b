package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Optional;

/** The bytes of blobs, in the bucket. */
public interface BlobObjects {

    /** Finds the object of this digest that an upload of this day has stored in this repository by the direct lane; S3 has verified its bytes. */
    Optional<Landed> landed(RepositoryName repository, Digest digest, LandingDay day);

    /** Returns a URL at which anyone can GET these bytes for a short time. */
    PresignedUrl presignedGet(StoredBlob blob, Digest digest);

    /** Returns a URL at which anyone can HEAD these bytes for a short time. */
    PresignedUrl presignedHead(StoredBlob blob, Digest digest);

    /**
     * Returns a URL at which anyone can PUT the bytes of this digest, and no others, for a short time; they land as on the direct lane.
     *
     * @param upload the id of the upload session
     */
    PresignedUpload presignedPut(RepositoryName repository, Digest digest, String upload);
}
