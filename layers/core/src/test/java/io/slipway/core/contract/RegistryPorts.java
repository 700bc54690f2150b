package io.slipway.core.contract;

import io.slipway.core.access.PublicRepositories;
import io.slipway.core.access.SigningKeys;
import io.slipway.core.access.Tokens;
import io.slipway.core.access.VerifyingKeys;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Events;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Inventory;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.referrer.Referrers;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Spaces;
import io.slipway.core.tag.Tags;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.Uploads;
import io.slipway.core.usage.Usages;
import io.slipway.core.webhook.Deliveries;
import io.slipway.core.webhook.Webhooks;
import java.net.URI;
import java.util.Optional;

/** All ports of the registry on one store, and the access to its bucket that clients have. */
public interface RegistryPorts {
    MovingClock clock();

    Spaces spaces();

    Repositories repositories();

    PublicRepositories publicRepositories();

    Deletions deletions();

    Manifests manifests();

    Bin bin();

    BinContents binContents();

    BinnedRepositories binnedRepositories();

    Usages usages();

    Tags tags();

    Referrers referrers();

    BlobLinks blobLinks();

    BlobObjects blobObjects();

    BlobBytes blobBytes();

    Uploads uploads();

    UploadObjects uploadObjects();

    Tokens tokens();

    PrincipalRules principalRules();

    IdentityRules identityRules();

    Webhooks webhooks();

    Deliveries deliveries();

    Reviews reviews();

    Garbage garbage();

    Inventory inventory();

    Events events();

    SigningKeys signingKeys();

    VerifyingKeys verifyingKeys();

    /** Stores an object as the direct lane does. */
    void land(RepositoryName repository, Digest digest, byte[] content, String upload);

    /** Reads an object of the bucket, by its key. */
    Optional<byte[]> object(String key);

    /** Sends a GET to a presigned URL of the bucket. */
    byte[] get(URI address);

    /** Sends a PUT to a presigned URL with the headers that it requires; returns whether the bucket stored the bytes. */
    boolean put(PresignedUpload upload, byte[] content);
}
