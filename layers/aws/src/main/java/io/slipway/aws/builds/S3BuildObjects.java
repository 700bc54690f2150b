package io.slipway.aws.builds;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.BuildJson;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.report.BuildReport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Stores the data of builds in S3, under {@code builds/<space>/<id>/}: {@code inputs}, and {@code job}, {@code report} and {@code log/<chunk>} in the
 * folder that the build's job knows.
 */
public final class S3BuildObjects implements BuildObjects {
    /** The maximum length of a log in one response, in characters, not counting its last chunk. */
    private static final int MAX_LOG_PART = 1024 * 1024;

    private static final int MAX_LOG_CHUNKS_PART = 100;
    private static final Pattern LOG_CHUNK = Pattern.compile("\\d{4}");

    /** The object with the masked inputs, which no job reads. */
    private static final String INPUTS = "inputs";

    private final Supplier<S3Client> s3;
    private final String bucket;
    private final Envelope envelope;
    private final Function<BuildId, String> folders;

    /**
     * Creates the port.
     *
     * @param key the KMS key that encrypts the inputs
     * @param folders the folder of each build's job ({@link BuildFolders})
     */
    public S3BuildObjects(
            Supplier<S3Client> s3,
            String bucket,
            Supplier<KmsClient> kms,
            String key,
            Function<BuildId, String> folders) {
        this.s3 = s3;
        this.bucket = bucket;
        this.envelope = new Envelope(kms, key);
        this.folders = folders;
    }

    @Override
    public void putJob(BuildJob job) {
        seal(job.inputs().build(), "job", BuildJson.write(job));
    }

    @Override
    public Optional<BuildJob> job(BuildId build) {
        return open(build, "job").map(json -> BuildJson.read(json, BuildJob.class));
    }

    @Override
    public void removeJob(BuildId build) {
        s3.get().deleteObject(request -> request.bucket(bucket).key(key(build, "job")));
    }

    @Override
    public void putInputs(BuildInputs masked) {
        seal(masked.build(), INPUTS, BuildJson.write(masked));
    }

    @Override
    public Optional<BuildInputs> inputs(BuildId build) {
        return open(build, INPUTS).map(json -> BuildJson.read(json, BuildInputs.class));
    }

    @Override
    public void putReport(BuildId build, BuildReport report) {
        seal(build, "report", BuildJson.write(report));
    }

    @Override
    public Optional<BuildReport> report(BuildId build) {
        return open(build, "report").map(json -> BuildJson.read(json, BuildReport.class));
    }

    @Override
    public void putLog(BuildId build, int chunk, String text) {
        put(key(build, logName(chunk)), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public LogPart log(BuildId build, int after) {
        String prefix = key(build, "log/");
        ListObjectsV2Response list = s3.get()
                .listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(key(build, logName(after)))
                        .maxKeys(MAX_LOG_CHUNKS_PART));
        StringBuilder text = new StringBuilder();
        int last = after;
        boolean more = Boolean.TRUE.equals(list.isTruncated());
        for (S3Object chunk : list.contents()) {
            if (text.length() >= MAX_LOG_PART) {
                more = true;
                break;
            }
            Matcher name = LOG_CHUNK.matcher(chunk.key().substring(prefix.length()));
            // Objects of other programs among the chunks are ignored.
            if (name.matches()) {
                get(chunk.key()).ifPresent(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
                last = Integer.parseInt(name.group());
            }
        }
        return new LogPart(text.toString(), last, more);
    }

    private static String logName(int chunk) {
        return String.format(Locale.ROOT, "log/%04d", chunk);
    }

    private String key(BuildId build, String name) {
        String folder = name.equals(INPUTS) ? "" : folders.apply(build) + "/";
        return "builds/" + build + "/" + folder + name;
    }

    private void seal(BuildId build, String name, byte[] content) {
        String key = key(build, name);
        put(key, envelope.seal(content, key));
    }

    private Optional<byte[]> open(BuildId build, String name) {
        String key = key(build, name);
        return get(key).map(bytes -> envelope.open(bytes, key));
    }

    private void put(String key, byte[] content) {
        s3.get().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private Optional<byte[]> get(String key) {
        try {
            return Optional.of(s3.get()
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArrayUnsafe());
        } catch (S3Exception e) {
            // 403 is S3's response for a missing key to a role that may not list the bucket.
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
