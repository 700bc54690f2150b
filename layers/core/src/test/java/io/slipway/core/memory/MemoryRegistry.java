package io.slipway.core.memory;

import io.slipway.core.access.PublicRepositories;
import io.slipway.core.access.SigningKey;
import io.slipway.core.access.SigningKeys;
import io.slipway.core.access.Tokens;
import io.slipway.core.access.VerifyingKeys;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Events;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Inventory;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A registry in memory. It passes the contracts of all ports, as the adapters to AWS do. */
public final class MemoryRegistry implements RegistryPorts {
    private static final SigningKey KEY = SigningKey.of("signing-key-of-a-registry-in-memory-0123456789");

    private final Store store = new Store(new MovingClock(Instant.parse("2026-05-01T12:00:00Z")));
    private final MemoryRepositories repositories = new MemoryRepositories(store);
    private final MemoryBucket bucket = new MemoryBucket(store);
    private final MemoryTokens tokens = new MemoryTokens(store);
    private final MemoryBin bin = new MemoryBin(store);
    private final MemoryPrincipalRules principalRules = new MemoryPrincipalRules(store.events);
    private final MemoryIdentityRules identityRules = new MemoryIdentityRules(store.events);
    private final MemoryWebhooks webhooks = new MemoryWebhooks(store);
    private final MemoryDeliveries deliveries = new MemoryDeliveries();
    private final MemoryInventory inventory = new MemoryInventory(store);
    private final MemoryGarbage garbage = new MemoryGarbage(store, bucket);

    @Override
    public MovingClock clock() {
        return store.clock;
    }

    @Override
    public Spaces spaces() {
        return new MemorySpaces(store);
    }

    @Override
    public Repositories repositories() {
        return repositories;
    }

    @Override
    public PublicRepositories publicRepositories() {
        return repositories;
    }

    @Override
    public Deletions deletions() {
        return new MemoryDeletions(store);
    }

    @Override
    public Manifests manifests() {
        return new MemoryManifests(store);
    }

    @Override
    public Bin bin() {
        return bin;
    }

    @Override
    public BinContents binContents() {
        return new MemoryBinContents(store, bin);
    }

    @Override
    public BinnedRepositories binnedRepositories() {
        return new MemoryBinnedRepositories(store, bin);
    }

    @Override
    public Usages usages() {
        return new MemoryUsages(store);
    }

    @Override
    public Tags tags() {
        return new MemoryLists(store);
    }

    @Override
    public Referrers referrers() {
        return new MemoryLists(store);
    }

    @Override
    public BlobLinks blobLinks() {
        return new MemoryBlobLinks(store);
    }

    @Override
    public BlobObjects blobObjects() {
        return bucket;
    }

    @Override
    public BlobBytes blobBytes() {
        return bucket;
    }

    @Override
    public Uploads uploads() {
        return new MemoryUploads(store);
    }

    @Override
    public UploadObjects uploadObjects() {
        return bucket;
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public PrincipalRules principalRules() {
        return principalRules;
    }

    @Override
    public IdentityRules identityRules() {
        return identityRules;
    }

    @Override
    public Webhooks webhooks() {
        return webhooks;
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public Reviews reviews() {
        return store.reviews;
    }

    @Override
    public Garbage garbage() {
        return garbage;
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public Events events() {
        return store.events;
    }

    @Override
    public SigningKeys signingKeys() {
        return () -> KEY;
    }

    @Override
    public VerifyingKeys verifyingKeys() {
        return id -> Optional.of(KEY.verifying()).filter(key -> key.id().equals(id));
    }

    /** Lets only this pusher set a tag, as a build of a deployment does. */
    public void pin(RepositoryName repository, Tag tag, String pusher) {
        synchronized (store) {
            store.contents(repository).pins.put(tag, pusher);
        }
    }

    /**
     * A stored manifest.
     *
     * @param pushed the time of its last push
     * @param pulled the last day on which it was pulled
     * @param revision a value that each push replaces
     */
    public record Held(StoredManifest manifest, Instant pushed, Optional<LocalDate> pulled, String revision) {}

    /** Returns the manifests of a repository, without those in the bin. */
    public List<Held> held(RepositoryName repository) {
        synchronized (store) {
            Partition contents = store.contents(repository);
            return contents.manifests.entrySet().stream()
                    .map(it -> new Held(
                            it.getValue().manifest(),
                            it.getValue().pushed(),
                            Optional.ofNullable(contents.pulled.get(it.getKey())),
                            it.getValue().revision()))
                    .toList();
        }
    }

    @Override
    public void land(RepositoryName repository, Digest digest, byte[] content, String upload) {
        synchronized (store) {
            bucket.land(
                    new DirectKey(repository, digest, LandingDay.of(store.clock.instant())).toString(),
                    content,
                    upload);
        }
    }

    @Override
    public Optional<byte[]> object(String key) {
        return bucket.bytes(key);
    }

    @Override
    public byte[] get(URI address) {
        return bucket.bytes(MemoryBucket.key(address)).orElseThrow();
    }

    @Override
    public boolean put(PresignedUpload upload, byte[] content) {
        return bucket.put(upload, content);
    }
}
