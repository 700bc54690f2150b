package io.slipway.aws.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Publishes static files below a prefix of the bucket. */
public final class StaticFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Supplier<S3Client> s3;
    private final String bucket;

    public StaticFiles(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Writes the files that are new or have changed, and then removes those that are no longer among them. One call, and one for each of
     * these.
     *
     * @param folder the first segment of the keys
     * @param files the files by their path below the folder, fewer than 1,000
     */
    public void publish(String folder, SortedMap<String, byte[]> files) {
        String prefix = folder + "/";
        Map<String, String> stored = new HashMap<>();
        s3.get()
                .listObjectsV2(request -> request.bucket(bucket).prefix(prefix))
                .contents()
                .forEach(object -> stored.put(
                        object.key().substring(prefix.length()), object.eTag().replace("\"", "")));
        for (String path : pagesLast(files)) {
            byte[] content = files.getOrDefault(path, new byte[0]);
            if (!md5(content).equals(stored.remove(path))) {
                s3.get()
                        .putObject(
                                request -> request.bucket(bucket)
                                        .key(prefix + path)
                                        .contentType(type(path))
                                        .cacheControl("no-cache"),
                                RequestBody.fromBytes(content));
            }
        }
        stored.keySet()
                .forEach(path ->
                        s3.get().deleteObject(request -> request.bucket(bucket).key(prefix + path)));
    }

    /** Sorts pages last, because the scripts that a page loads must exist before it. */
    private static List<String> pagesLast(SortedMap<String, byte[]> files) {
        return files.keySet().stream()
                .sorted(Comparator.comparing(path -> path.endsWith(".html")))
                .toList();
    }

    private static String type(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException(
                    "the file must have one of the types " + TYPES.keySet() + ", but was " + path);
        }
        return type;
    }

    /** Returns the entity tag that S3 gives an object written in one request. */
    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
