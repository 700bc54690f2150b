package io.slipway.aws;

import io.slipway.aws.blob.DynamoBlobLinks;
import io.slipway.aws.blob.S3BlobBytes;
import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.manifest.DynamoBin;
import io.slipway.aws.manifest.DynamoBinContents;
import io.slipway.aws.manifest.DynamoBinnedRepositories;
import io.slipway.aws.manifest.DynamoManifests;
import io.slipway.aws.manifest.DynamoPackageListing;
import io.slipway.aws.manifest.DynamoReferrers;
import io.slipway.aws.manifest.DynamoTags;
import io.slipway.aws.network.RegionRanges;
import io.slipway.aws.secret.Secrets;
import io.slipway.aws.site.EdgeStoreFile;
import io.slipway.aws.site.StaticFiles;
import io.slipway.aws.space.DynamoDeletions;
import io.slipway.aws.space.DynamoRepositories;
import io.slipway.aws.space.DynamoSpaces;
import io.slipway.aws.table.Table;
import io.slipway.aws.upload.DynamoUploads;
import io.slipway.aws.upload.S3UploadObjects;
import io.slipway.aws.usage.DynamoUsage;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.bin.Discards;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.blob.AddressRanges;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.DirectPulls;
import io.slipway.core.upload.UploadAnswers;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Creates the adapters to one environment's table, bucket and secrets, for a function's wiring. Methods return the types of the adapters: with ports
 * of packages or builds as return types, functions without these layers could not load this class.
 */
public final class Backend {
    /** The time for which the audit trail keeps events if the environment does not set it. */
    private static final Duration AUDIT = Duration.ofDays(365);

    private final Environment environment;
    private final AwsClients clients;
    private final DynamoDbClient dynamo;
    private final Supplier<S3Client> s3;
    private final Supplier<SecretsManagerClient> secretsManager;
    private final Secrets secrets;
    private final Clock clock;

    private final LoginBackend logins = new LoginBackend(this);

    public Backend(Environment environment) {
        this(environment, new AwsClients(environment));
    }

    /** Creates the wiring with these clients, for tests that count the calls of an operation. */
    public Backend(Environment environment, AwsClients clients) {
        this(environment, clients, Clock.systemUTC());
    }

    /** Creates the wiring with this clock, for tests that let time pass. */
    public Backend(Environment environment, AwsClients clients, Clock clock) {
        this.environment = environment;
        this.clients = clients;
        this.dynamo = clients.dynamoDb();
        this.s3 = new Once<>(clients::s3);
        this.clock = clock;
        this.secretsManager = new Once<>(clients::secretsManager);
        this.secrets = new Secrets(secretsManager, clock);
    }

    /** Creates the clients that are otherwise created for their first call, so that a function's snapshot contains them. */
    public void createClients() {
        var _ = s3.get();
        var _ = secretsManager.get();
    }

    Table table() {
        return new Table(dynamo, environment.table());
    }

    public Clock clock() {
        return clock;
    }

    public Environment environment() {
        return environment;
    }

    /**
     * Returns the addresses that pull directly from the bucket: the ranges in {@code SLIPWAY_DIRECT_PULL_CIDRS}, no address if it is {@code
     * none}, and by default the region's machines.
     */
    public DirectPulls directPulls() {
        return environment
                .optional("SLIPWAY_DIRECT_PULL_CIDRS")
                .map(named -> named.equals("none") ? DirectPulls.NONE : AddressRanges.parse(named))
                .orElseGet(this::regionRanges);
    }

    public RegionRanges regionRanges() {
        return new RegionRanges(table(), clock);
    }

    private String ticketKey() {
        return secrets.current(environment.required("SLIPWAY_TICKET_KEY_SECRET"));
    }

    public DynamoSpaces spaces() {
        return new DynamoSpaces(table(), events());
    }

    public DynamoRepositories repositories() {
        return new DynamoRepositories(table(), events());
    }

    public DynamoDeletions deletions() {
        return new DynamoDeletions(table(), events(), clock);
    }

    public DynamoManifests manifests() {
        return new DynamoManifests(table(), s3, environment.bucket(), events(), clock);
    }

    public DynamoBin bin() {
        return new DynamoBin(table(), manifests(), events(), clock);
    }

    public DynamoBinnedRepositories binnedRepositories() {
        return new DynamoBinnedRepositories(table(), deletions(), events(), clock);
    }

    public RepositoryBin repositoryBin() {
        return new RepositoryBin(binnedRepositories(), bin(), binRestoration(), deletions(), clock);
    }

    public DynamoBinContents binContents() {
        return new DynamoBinContents(table(), manifests(), events(), clock);
    }

    public BinRestoration binRestoration() {
        return new BinRestoration(bin(), binContents(), clock);
    }

    public Discards discards() {
        return new Discards(bin(), clock);
    }

    public DynamoUsage usage() {
        return new DynamoUsage(table(), clock);
    }

    public DynamoTags tags() {
        return new DynamoTags(table());
    }

    public DynamoPackageListing packageListing() {
        return new DynamoPackageListing(table());
    }

    public DynamoReferrers referrers() {
        return new DynamoReferrers(table());
    }

    public DynamoBlobLinks blobLinks() {
        return new DynamoBlobLinks(table(), events(), clock);
    }

    /** Returns the events of this environment; they stay in the audit trail for the days that {@code SLIPWAY_AUDIT_DAYS} sets. */
    public EventLog events() {
        Duration kept = environment
                .optional("SLIPWAY_AUDIT_DAYS")
                .map(Long::parseLong)
                .map(Duration::ofDays)
                .orElse(AUDIT);
        return new EventLog(table(), clock, kept);
    }

    public Blobs blobs(BlobObjects objects) {
        return new Blobs(blobLinks(), objects, clock);
    }

    public DynamoUploads uploads() {
        return new DynamoUploads(table(), clock);
    }

    public S3UploadObjects uploadObjects() {
        return new S3UploadObjects(s3, environment.bucket());
    }

    public EdgeStoreFile edgeStoreFile() {
        return new EdgeStoreFile(s3, environment.bucket(), this::ticketKey);
    }

    public UploadAnswers uploadAnswers() {
        // The variables are read with the first ticket: the function that publishes packages does not have them.
        return new UploadAnswers(
                this::ticketKey, () -> secrets.accepted(environment.required("SLIPWAY_TICKET_KEY_SECRET")), clock);
    }

    /** Returns a secret of the stack, given the variable that names it. */
    public Supplier<String> secret(String variable) {
        String id = environment.required(variable);
        return () -> secrets.current(id);
    }

    public StaticFiles staticFiles() {
        return new StaticFiles(s3, environment.bucket());
    }

    /** Reads blobs, for functions that need their contents. */
    public S3BlobBytes blobBytes() {
        return new S3BlobBytes(s3, environment.bucket());
    }

    /** Finds blobs, for functions that may not write to the bucket. */
    public S3BlobObjects readOnlyBlobObjects() {
        return S3BlobObjects.readOnly(s3, clients.objectUrls(environment.bucket()), environment.bucket());
    }

    /** Finds and verifies blobs, for functions that may write to the bucket. */
    public S3BlobObjects blobObjects() {
        return S3BlobObjects.verifying(s3, clients.objectUrls(environment.bucket()), environment.bucket());
    }

    /** Returns the adapters by which callers log in. */
    public LoginBackend forLogins() {
        return logins;
    }

    /** Creates the adapters of builds, deployments and retention. */
    public BuildBackend forBuilds() {
        return new BuildBackend(this);
    }

    /** Creates the janitor and the scrub. */
    public HousekeepingBackend forHousekeeping() {
        return new HousekeepingBackend(this);
    }

    AwsClients clients() {
        return clients;
    }

    Supplier<S3Client> s3() {
        return s3;
    }

    /** Creates the adapters that send events out. */
    public EventBackend forEvents() {
        return new EventBackend(this);
    }

    Secrets secrets() {
        return secrets;
    }
}
