package io.slipway.aws;

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
import io.slipway.emulators.EmulatedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The adapters, on local services that respond as AWS does: DynamoDB Local and s3proxy. */
final class AwsRegistry implements RegistryPorts, AutoCloseable {
    private final MovingClock clock = new MovingClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final EmulatedAccount account;
    private final Backend backend;
    private final SigningKeys signingKeys;
    private final S3Client s3;
    private final String bucket;
    private final HttpClient http = HttpClient.newHttpClient();

    AwsRegistry(Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        AwsClients clients = new AwsClients(environment);
        backend = new Backend(environment, clients, clock);
        signingKeys = backend.forLogins().signingKeys();
        s3 = clients.s3();
        bucket = environment.bucket();
    }

    Backend backend() {
        return backend;
    }

    @Override
    public MovingClock clock() {
        return clock;
    }

    @Override
    public Spaces spaces() {
        return backend.spaces();
    }

    @Override
    public Repositories repositories() {
        return backend.repositories();
    }

    @Override
    public PublicRepositories publicRepositories() {
        return backend.repositories();
    }

    @Override
    public Deletions deletions() {
        return backend.deletions();
    }

    @Override
    public Manifests manifests() {
        return backend.manifests();
    }

    @Override
    public Bin bin() {
        return backend.bin();
    }

    @Override
    public BinContents binContents() {
        return backend.binContents();
    }

    @Override
    public BinnedRepositories binnedRepositories() {
        return backend.binnedRepositories();
    }

    @Override
    public Usages usages() {
        return backend.usage();
    }

    @Override
    public Tags tags() {
        return backend.tags();
    }

    @Override
    public Referrers referrers() {
        return backend.referrers();
    }

    @Override
    public BlobLinks blobLinks() {
        return backend.blobLinks();
    }

    @Override
    public BlobObjects blobObjects() {
        return backend.blobObjects();
    }

    @Override
    public BlobBytes blobBytes() {
        return backend.blobBytes();
    }

    @Override
    public Uploads uploads() {
        return backend.uploads();
    }

    @Override
    public UploadObjects uploadObjects() {
        return backend.uploadObjects();
    }

    @Override
    public Tokens tokens() {
        return backend.forLogins().tokens();
    }

    @Override
    public PrincipalRules principalRules() {
        return backend.forLogins().principalRules();
    }

    @Override
    public IdentityRules identityRules() {
        return backend.forLogins().identityRules();
    }

    @Override
    public Webhooks webhooks() {
        return backend.forEvents().webhooks();
    }

    @Override
    public Deliveries deliveries() {
        return backend.forEvents().deliveries();
    }

    @Override
    public Reviews reviews() {
        return backend.forHousekeeping().reviews();
    }

    @Override
    public Garbage garbage() {
        return backend.forHousekeeping().garbage();
    }

    @Override
    public Inventory inventory() {
        return backend.forHousekeeping().inventory();
    }

    @Override
    public Events events() {
        return backend.events();
    }

    @Override
    public SigningKeys signingKeys() {
        return signingKeys;
    }

    @Override
    public VerifyingKeys verifyingKeys() {
        return backend.forLogins().verifyingKeys();
    }

    @Override
    public void land(RepositoryName repository, Digest digest, byte[] content, String upload) {
        account.land(
                new DirectKey(repository, digest, LandingDay.of(clock.instant())).toString(),
                content,
                Base64.getEncoder().encodeToString(digest.hash()),
                upload);
    }

    @Override
    public Optional<byte[]> object(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] get(URI address) {
        return send(HttpRequest.newBuilder(address).build()).body();
    }

    @Override
    public boolean put(PresignedUpload upload, byte[] content) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        upload.headers().forEach(request::header);
        return send(request.build()).statusCode() == 200;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        account.close();
    }
}
